"""What the ear learns from: posts beside the titles of their fact-checks, and other pairs that say the same.

    python pairs_of_claims.py --data DIR --out pairs.jsonl --texts texts.txt

--data is a folder laid out like the project's development data. Rows: {"a", "b", "near", "kind"}; `a` and `b` say the
same, `near` are titles that say something else in like words. No pair has a title that answers a query of the
kept-apart half of the retrieval benchmark, and none of its posts; `--texts` receives single texts to distil on.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from suluh.bench.retrieval import Document, Query, is_for_fitting, is_kept_apart, read_lines
from suluh.claims.words import searchable
from suluh.facts import load

HERE = Path(__file__).parents[1]
FORMS = ("para", "slang", "mix", "en", "jv", "su", "obf", "post")
Row = dict[str, Any]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--data", type=Path, required=True)
    args.add_argument("--out", type=Path, required=True)
    args.add_argument("--texts", type=Path, required=True)
    chosen = args.parse_args()
    csv.field_size_limit(10**9)
    rng = random.Random(5)
    closed = Closed(chosen.data / "bench/retrieval")
    rows = [r for r in real(chosen.data) if closed.allows(r)]
    rows += benched(chosen.data / "bench/retrieval", closed)
    rows += [*informal(chosen.data), *regional(chosen.data, rng), *written(), *sentences(rng)]
    unique = {(r["a"][:300], r["b"][:200]): r for r in rows if len(r["a"]) > 14 and len(r["b"]) > 9}
    rows = list(unique.values())
    rng.shuffle(rows)
    chosen.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows))
    texts = [t for t in singles(chosen.data, rows) if closed.allows({"a": t, "b": t})]
    rng.shuffle(texts)
    chosen.texts.write_text("\n".join(texts))
    print(len(rows), Counter(r["kind"] for r in rows), len(texts), "texts")


class Closed:
    """Titles and posts of the kept-apart half, and of those that fusion is fitted on: nothing that trains may hold them."""

    def __init__(self, folder: Path):
        documents = list(read_lines(folder / "kb.jsonl", Document))
        titles = {d.doc_id: d.title for d in documents}
        self.queries = list(read_lines(folder / "queries.jsonl", Query))
        apart = [q for q in self.queries if is_kept_apart(q, titles) or is_for_fitting(q, titles)]
        self.titles = {key(titles[d]) for q in apart for d in q.relevant if d in titles}
        self.posts = {key(q.text) for q in apart}
        self.apart = {q.qid for q in apart}
        self.by_id = titles

    def allows(self, row: Row) -> bool:
        a, b = key(row["a"]), key(row["b"])
        return not ({a, b} & self.titles or {a, b} & self.posts)


def key(text: str) -> str:
    """The first words of a text as both sides are compared by: near copies count as the same."""
    return " ".join(searchable(text).split()[:9])


def real(data: Path) -> Iterator[Row]:
    """Fact-checked posts with their titles."""
    files = (
        ("indonesia_false_news_2015_2020/Data_latih.csv", "narasi", "judul"),
        ("indonesia_false_news_2015_2020/Data_uji.csv", "narasi", "judul"),
        ("tbh2024_janfeb/posts_factchecks.csv", "post_clean", "title"),
        ("tbh1k_2018_2024/claim_debunk.csv", "content", "title"),
        ("tbh2018_2019_fulltext/articles.csv", "narasi", "slug_title"),
    )
    for name, post, title in files:
        with (data / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                head = (row[title] or "").split("/")[-1]
                if row[post] and head:
                    yield pair(row[post][:600], head, "real")


def benched(folder: Path, closed: Closed) -> Iterator[Row]:
    """The rest of the benchmark's posts with their titles."""
    for query in closed.queries:
        if query.qid not in closed.apart and query.answerable:
            for doc in query.relevant[:2]:
                yield pair(query.text[:600], closed.by_id[doc], "real")


def informal(data: Path) -> Iterator[Row]:
    """Everyday and formal wordings of one sentence."""
    folder = data / "stif_informal_formal"
    for name in ("train", "dev"):
        pairs = ((folder / f"{name}.{end}").read_text().splitlines() for end in ("inf", "for"))
        for a, b in zip(*pairs, strict=True):
            yield pair(a, b, "informal")


def regional(data: Path, rng: random.Random) -> Iterator[Row]:
    """One sentence in two languages of the archipelago, or English."""
    with (data / "nusax/mt/train.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    tongues = (
        "javanese",
        "sundanese",
        "english",
        "minangkabau",
        "banjarese",
        "balinese",
        "madurese",
    )
    for row in rows:
        for tongue in rng.sample(tongues, 4):
            yield pair(row[tongue], row["indonesian"], "regional")


def written() -> Iterator[Row]:
    """Claims written for this project, each in eight forms, with two headlines that only come near."""
    for path in sorted((HERE / "paraphrases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for form in FORMS:
                if row.get(form):
                    yield pair(row[form], row["title"], "written") | {"near": row["near"]}


def sentences(rng: random.Random) -> Iterator[Row]:
    """True sentences beside the statement of their fact; false ones of the same fact are near, not the same."""
    facts = load()
    rows = [
        json.loads(x)
        for p in sorted((HERE / "sentences").glob("*.jsonl"))
        for x in p.read_text().splitlines()
    ]
    false: dict[str, list[str]] = {}
    for row in rows:
        if row["label"] == "contradicts":
            false.setdefault(row["fact"], []).append(row["text"])
    for row in rows:
        fact = facts.get(row["fact"])
        if fact and row["label"] == "agrees":
            near = rng.sample(false.get(row["fact"], []), min(2, len(false.get(row["fact"], []))))
            said = (
                fact.statement_en
                if row.get("register") == "en" and fact.statement_en
                else fact.statement_id
            )
            yield pair(row["text"], said, "fact") | {"near": near}


def pair(a: str, b: str, kind: str) -> Row:
    return {"a": searchable(a), "b": searchable(b), "near": [], "kind": kind}


def singles(data: Path, rows: list[Row]) -> list[str]:
    """Single texts of every sort that posts come in."""
    found = {t for r in rows for t in (r["a"][:400], r["b"])}
    for name in ("tweets_pilkada_jatim_2024", "tiktok_comments_2025", "tweets_pilpres_2019"):
        for path in sorted((data / name).glob("*.csv")):
            with path.open(encoding="utf-8", errors="replace") as file:
                for row in csv.DictReader(file):
                    longest = max(
                        (v for v in row.values() if isinstance(v, str)), key=len, default=""
                    )
                    if len(longest) > 25:
                        found.add(searchable(longest[:400]))
    for path in sorted((HERE / "sentences").glob("*.jsonl")):
        found |= {searchable(json.loads(x)["text"]) for x in path.read_text().splitlines()}
    kb = data / "bench/retrieval/kb.jsonl"
    found |= {searchable(json.loads(x)["title"]) for x in kb.read_text().splitlines()}
    return sorted(t for t in found if len(t) > 9)


if __name__ == "__main__":
    main()
