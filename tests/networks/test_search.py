"""What is planted is found, what is honest is not, and the answer is always the same."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from invented_posts import Row, Week, Written, post

from suluh.bench.networks.planted import NEGATIVES, SLOW
from suluh.bench.networks.run import judged
from suluh.networks import Asked, Found, find
from suluh.networks.meetings import edges, meetings, shares
from suluh.networks.reading import read
from suluh.networks.steps import repeats_alone


def members(found: Found) -> list[list[str]]:
    return [[one.account for one in group.members] for group in found.findings]


def test_planted_groups_are_found_and_no_hard_negative(week: Week) -> None:
    right = judged(members(week.found), week.planted.wanted(slow=False), week.planted)
    assert (right.precision, right.negatives, right.ordinary) == (1.0, {}, 0)
    assert right.recall >= 0.98
    assert right.whole >= 0.98


def test_slow_groups_are_found_in_a_window_of_a_day(week: Week) -> None:
    found = find(str(week.posts), Asked(window=86_400, reshuffles=2))
    right = judged(members(found), week.planted.wanted(slow=True), week.planted)
    assert (right.precision, right.negatives, right.ordinary) == (1.0, {}, 0)
    assert right.recall >= 0.98
    assert {name.rpartition("-")[0] for name in week.planted.groups.values()} > set(SLOW)


def test_what_is_set_apart_is_reported_with_its_reason(week: Week) -> None:
    why = {
        week.planted.negatives[one.account]: group.why
        for group in week.found.apart
        for one in group.members
    }
    assert set(why) <= set(NEGATIVES)
    expected = {
        "officials": "official", "wire-kind": "news_wire", "wire-credit": "news_wire", "volunteers": "disclosed_campaign",
        "prayer": "greeting", "greeting": "greeting", "crossposter": "cross_posting",
    }  # fmt: skip
    assert expected.items() <= why.items()


def test_reshuffled_accounts_make_no_group(week: Week) -> None:
    assert max(week.found.by_chance.largest) <= 3
    assert sum(week.found.by_chance.edges) / len(week.found.by_chance.edges) < 0.02 * sum(
        group.tied for group in (*week.found.findings, *week.found.apart)
    )
    assert {group.p for group in week.found.findings} == {1 / 20}


def digest(found: Found) -> str:
    return hashlib.sha256(msgspec.json.encode(found)).hexdigest()


def test_the_order_of_the_posts_does_not_matter(week: Week, tmp_path: Path) -> None:
    lines = week.posts.read_bytes().splitlines()
    random.Random(4).shuffle(lines)
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"\n".join(lines))
    assert digest(find(str(path), Asked())) == digest(week.found)


def test_the_hash_seed_does_not_matter(week: Week) -> None:
    code = (
        "import sys, hashlib, msgspec; from suluh.networks import Asked, find;"
        "print(hashlib.sha256(msgspec.json.encode(find(sys.argv[1], Asked()))).hexdigest())"
    )
    env = os.environ | {"PYTHONHASHSEED": "17", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(week.posts)],
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == digest(week.found)


def test_nobody_is_found_among_people_who_only_watch_the_same(written: Written) -> None:
    draw = random.Random(9)
    rows = [
        post(
            at,
            f"warga{draw.randrange(200)}",
            draw.uniform(0, 86_400),
            f"https://ramai.example/{draw.randrange(40)}",
        )
        for at in range(6000)
    ]
    for window in (60, 3600, 86_400):
        found = find(written(rows), Asked(window=window, reshuffles=3))
        assert (found.findings, found.apart) == ((), ())


@pytest.mark.parametrize(("apart", "alone"), [(True, True), (False, False)])
def test_who_repeats_a_few_texts_each_at_their_own_time_is_told_from_who_does_it_together(
    written: Written, apart: bool, alone: bool
) -> None:
    draw = random.Random(11)
    texts = (
        "jual beras murah hubungi toko kami sekarang juga",
        "cuci motor bersih cepat dekat pasar lama",
        "kos putri bulanan kamar mandi dalam dapur bersama",
    )
    rows: list[Row] = []
    for turn in range(120):
        begin = draw.uniform(0, 400_000)
        for who in range(3):
            at = draw.uniform(0, 400_000) if apart else begin + who
            rows.append(post(len(rows), f"toko{who}", at, texts[turn % 3]))
    traffic = read(Path(written(rows)), print)
    met = meetings(traffic, shares(traffic), 86_400_000)
    found = edges(traffic.account, met, 2)
    assert repeats_alone(found, met, traffic).tolist() == [alone] * 3


def test_a_group_may_stand_against_chance_where_none_of_its_ties_does(written: Written) -> None:
    crowd = [
        post(number, f"ramai{number}", 60 * (number // 50) + number % 50, link=f"video.example/{number // 50}")
        for number in range(2000)
    ]  # fmt: skip
    said = ("hujan deras turun lagi di kampung kami", "jalan desa rusak parah sejak tahun kemarin")
    few = [
        post(3000 + 10 * at + who, f"bersama{who}", 900 * at + 3 * who, text)
        for at, text in enumerate(said)
        for who in range(6)
    ]
    posts = written([*crowd, *few])
    assert not find(posts, Asked()).findings
    together = [[f"x:bersama{who}" for who in range(6)]]
    assert members(find(posts, Asked(test="groups", false_rate=0.05))) == together
    assert not find(posts, Asked(test="groups", false_rate=0.04)).findings


def test_no_post_and_one_post_are_no_mistake(written: Written) -> None:
    for rows in ([], [post(1, "ani", 0, "Satu kalimat yang cukup panjang untuk dibandingkan")]):
        found = find(written(rows), Asked())
        assert (found.findings, found.apart, found.counts.posts) == ((), (), len(rows))


def test_a_group_is_told_as_a_case(week: Week) -> None:
    by_name = {
        week.planted.groups[group.members[0].account].rpartition("-")[0]: group
        for group in week.found.findings
    }
    spun = by_name["spun"]
    assert [thing.kind for thing in spun.things][:1] == ["text"]
    assert 0.6 <= min(thing.alike or 0 for thing in spun.things if thing.kind == "text") <= 1
    assert spun.new_accounts is not None
    assert spun.new_accounts.together == spun.new_accounts.known == len(spun.members)
    assert spun.new_accounts.p < 1e-6
    assert "T0084.001" in {technique.id for technique in spun.techniques}
    assert sum(spun.rhythm.hours) == sum(member.together for member in spun.members)
    assert spun.first <= min(member.first for member in spun.members)
    assert len(by_name["across"].platforms) > 1
    assert all(
        tie.p <= week.found.by_chance.cut for group in week.found.findings for tie in group.ties
    )


def test_personal_data_is_masked(written: Written) -> None:
    text = "hubungi Bapak di 0812-3456-7890 untuk sembako gratis kata kunci nomor {}"
    rows = [
        post(
            100 * at + who,
            f"akun{who}",
            at * 3600 + who,
            text.format(f"{word} {word}a {word}b {word}c"),
        )
        for at, word in enumerate(("satu", "dua", "tiga", "empat", "lima", "enam"))
        for who in range(6)
    ]
    rows += [
        post(9000 + at, f"lain{at % 90}", at * 40, f"hari {at} kata {at} saja {at} begitu terus")
        for at in range(900)
    ]
    found = find(written(rows), Asked(reshuffles=1))
    assert len(found.findings) == 1
    said = json.dumps(msgspec.to_builtins(found, str_keys=True), default=str)
    assert "[telepon]" in said
    assert "3456" not in said
