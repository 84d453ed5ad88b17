"""A newcomer officer corrects a fact, a second person publishes it, and every door says the new thing: through the doors alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client

from suluh.cases import Role
from suluh.guide.editions import book_of
from suluh.house.site import Site
from suluh.learn.reread import rereadings
from suluh.web import people

FACT, OLD, NEW = "ID-SCH-001", "27 November 2024", "28 November 2024"
MESSAGE = "Pencoblosan Pilkada hari Rabu 27 November 2024"
LESSON = "/belajar/kebijakan/1/"
TOUCHED = ("kebijakan/1-empat-tindakan", "kebijakan/2-opini-satire-bantahan", "keamanan/1-pembajakan-akun")  # fmt: skip
Told = dict[str, str]


def signed_in(name: str, organisation: str) -> Client:
    account = people.invite(name, Role.FACT_STEWARD, "", organisation)
    client = Client()
    client.post("/akun/masuk/", {"login": name, "password": account.password})
    return client


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def answer_of(page: str) -> str:
    """The words of the answer, without the history below it."""
    return re.sub(r"<[^>]+>", " ", page.split('class="answer"')[1].split("</div>")[0])


def checked(text: str = MESSAGE) -> dict[str, Any]:
    asked = json.dumps({"text": text})
    found: dict[str, Any] = (
        Client().post("/api/publik/periksa", asked, content_type="application/json").json()
    )
    return found


def propose(officer: Client) -> str:
    """Reads the fact as it stands in its form, changes the day, says why and where that is written."""
    form = read(f"/fakta/{FACT}/ubah/", officer)
    found = re.search(r'<textarea[^>]*name="after"[^>]*>\n?(.*?)</textarea>', form, re.S)
    assert found
    after = found[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    for old, new in (("2024-11-27", "2024-11-28"), ("27 November", "28 November"), ("Rabu", "Kamis"),
                     ("Wednesday, 27", "Thursday, 28")):  # fmt: skip
        after = after.replace(old, new)
    given = {
        "after": after,
        "source": "Keputusan KPU tentang pemungutan suara",
        "source_url": "https://www.kpu.go.id/contoh",
        "why": "Jadwal berubah karena bencana",
    }
    sent = officer.post(f"/fakta/{FACT}/ubah/", given)
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def before() -> Told:
    """What the doors say before; also so that whatever a process keeps is kept."""
    assert answer_of(read("/tanya/kapan/")).count(OLD) and checked()["verdict"] == "true"
    for address in (
        "/",
        LESSON,
        "/belajar/",
        "/salingjaga/",
        "/data/label.json",
        "/cari/?q=kpn+nyoblos",
    ):
        assert OLD in read(address) or address in ("/belajar/", "/salingjaga/"), address
    return {name: read_bytes(name) for name in cards()}


def cards() -> tuple[str, ...]:
    shared = tuple(f"/salingjaga/kartu/{FACT}-{shape}.png" for shape in ("tegak", "persegi"))
    return (*shared, f"/kartu/kirim/{FACT}.png", "/kartu/tanya-kapan.png", "/kartu/depan.png")


def read_bytes(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return str(answer["ETag"])


def publish() -> None:
    """Proposed by one, accepted by another of another house, and hastened by a third; nothing is done before."""
    officer, second = signed_in("budi", "KPU Contoh"), signed_in("rani", "Bawaslu Contoh")
    third = signed_in("sari", "KPU Contoh Pusat")
    proposal = propose(officer)
    assert OLD in answer_of(read("/tanya/kapan/"))  # proposed is not published
    officer.post(proposal + "terima/", {"reason": "Sesuai."})
    assert OLD in answer_of(read("/tanya/kapan/"))  # nor does one person publish it
    held = second.post(proposal + "terima/", {"reason": "Sesuai keputusan."}, follow=True)
    assert "Disetujui. Perubahan ini terbit" in held.content.decode()
    assert OLD in answer_of(read("/tanya/kapan/"))  # when people vote does not change at once
    assert checked()["verdict"] == "true" and "isinya berubah" not in read(LESSON)  # nor elsewhere
    second.post(proposal + "segera/", {"reason": "Besok pemungutan suara."})
    assert OLD in answer_of(read("/tanya/kapan/"))  # nor do the same two hasten it
    why = {"reason": "Besok pemungutan suara, bencana hari ini."}
    done = third.post(proposal + "segera/", why, follow=True)
    assert "Terbit sebagai versi 1" in done.content.decode()


def test_a_newcomer_corrects_a_fact_and_every_door_says_so(
    installation: Path, tmp_path: Path, suluh: Callable[..., Any]
) -> None:
    were = before()
    publish()
    the_guide_says_the_new_day_and_the_old_one_as_history()
    checker_label_and_cards_say_the_new_day(were)
    a_scan_decides_by_it(installation, tmp_path, suluh)
    a_lesson_is_stale_until_somebody_has_read_it_again()
    what_commands_make_says_it_too(installation, tmp_path, suluh)


def the_guide_says_the_new_day_and_the_old_one_as_history() -> None:
    for address in ("/tanya/kapan/", f"/fakta/{FACT}/", "/en/tanya/kapan/"):
        said = answer_of(read(address))
        assert NEW in said and OLD not in said, address
    front = read("/")
    assert NEW in front and OLD not in front and 'data-vote="2024-11-28"' in front
    history = read(f"/fakta/{FACT}/").split('class="history"')[-1]
    assert OLD in history and "Jadwal berubah karena bencana" in history
    assert FACT in read("/perubahan/") and "contoh" in read(f"/fakta/{FACT}/")
    found = answer_of(read("/cari/?q=kpn+nyoblos"))
    assert NEW in found and OLD not in found
    (event,) = [e for e in read("/jadwal/wib.ics").split("BEGIN:VEVENT") if f"UID:{FACT}@" in e]
    assert "DTSTART;TZID=Asia/Jakarta:20241128T070000" in event and "20241127" not in event
    data = json.loads(read("/data/fakta.json"))
    (row,) = [f for f in data["facts"] if f["id"] == FACT]
    assert NEW in row["statement_id"] and FACT in read("/data/perubahan.json")


def checker_label_and_cards_say_the_new_day(were: Told) -> None:
    assert checked()["verdict"] == "contradicts" and NEW in checked()["sentence"]
    assert checked("Pencoblosan Pilkada hari Kamis 28 November 2024")["verdict"] == "true"
    page = Client().post("/benarkah/", {"words": MESSAGE}).content.decode()
    assert NEW in page and "tidak sesuai fakta resmi" in page
    label = json.loads(read("/data/label.json"))
    (beside,) = [one for one in label["beside_a_fact"] if one["fact"] == FACT]
    assert NEW in beside["id"]["text"] and OLD not in json.dumps(label)
    for address, was in were.items():
        assert read_bytes(address) != was, address


def a_lesson_is_stale_until_somebody_has_read_it_again() -> None:
    page = read(LESSON)
    assert NEW in page and f"{FACT}: isinya berubah" in page
    steward = Client()
    steward.post("/akun/masuk/", {"login": "rani", "password": people.new_password("rani")})
    waiting = read("/pelajaran/", steward)
    assert [one for one in TOUCHED if f'value="{one}"' not in waiting] == []
    steward.post("/pelajaran/", {"lesson": TOUCHED[0]})
    page = read(LESSON)
    assert NEW in page and "isinya berubah" not in page
    assert "isinya berubah" in read("/belajar/keamanan/1/")
    assert f'value="{TOUCHED[0]}"' not in read("/pelajaran/", steward)
    officer = steward.post("/pelajaran/", {"lesson": "tidak/ada"}, follow=True)
    assert officer.status_code == 200 and TOUCHED[1] in officer.content.decode()


def what_commands_make_says_it_too(
    installation: Path, tmp_path: Path, suluh: Callable[..., Any]
) -> None:
    day = ("--on", "2024-11-20")
    site = Site(
        book_of(installation, "pilkada-2024", date(2024, 11, 20)),
        reread=rereadings(installation),
    )  # what `guide build` writes; the whole of it takes minutes
    built = site.content(f"fakta/{FACT}/").decode()
    assert NEW in answer_of(built) and "Jadwal berubah karena bencana" in built
    assert "isinya berubah" not in site.content(LESSON[1:]).decode()
    assert "isinya berubah" in site.content("belajar/keamanan/1/").decode()
    asked = suluh("guide", "ask", "kpn nyoblos?", "--facts", installation, *day)
    assert NEW in asked.said and OLD not in asked.said
    assert suluh("learn", "check", "--facts", installation).code == 1
    for lesson in TOUCHED:
        assert suluh("learn", "review", lesson, "--facts", installation).code == 0
    assert suluh("learn", "check", "--facts", installation).code == 0
    assert "isinya berubah" not in read("/belajar/keamanan/1/")  # at the running desks too
    for place in ("baru", "lama"):
        more = ("--facts", installation) if place == "baru" else ()
        suluh("jaga", "cards", "--only", FACT, "--out", tmp_path / place, *day, *more)
    card = f"{FACT}-persegi.png"
    assert (tmp_path / "baru" / card).read_bytes() != (tmp_path / "lama" / card).read_bytes()


def a_scan_decides_by_it(installation: Path, tmp_path: Path, suluh: Callable[..., Any]) -> None:
    posts = tmp_path / "unggahan.jsonl"
    said = {"id": "p1", "text": f"{MESSAGE} ya", "posted_at": "2024-11-20T10:00:00+07:00"}
    posts.write_text(json.dumps(said) + "\n", "utf-8")
    way = ("--replay", "--no-media", "--workers", "0", "--facts", installation)
    ran = suluh("scan", posts, "--out", tmp_path / "putusan", *way)
    assert ran.code == 0, ran.err
    decided = json.loads((tmp_path / "putusan" / "decisions.jsonl").read_text("utf-8"))
    assert contradicted(decided) == [FACT] and decided["review"]


def contradicted(decision: dict[str, Any]) -> list[str]:
    """The facts that a decision says the post goes against."""
    signals = decision["signals"]
    return [s["against"]["id"] for s in signals if s["name"] == "fact_contradiction"]
