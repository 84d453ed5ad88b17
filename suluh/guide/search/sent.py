"""The index as it is sent to a page's script: meanings and questions as numbers, with the answer of each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from suluh.guide.book import Book
from suluh.guide.questions import Question, answers
from suluh.guide.search.answering import channels
from suluh.guide.search.index import CUES, Index
from suluh.guide.search.trust import weights
from suluh.guide.speaking import said
from suluh.guide.telling import fact_path, path_of


def sent(book: Book, index: Index, lang: str) -> dict[str, Any]:
    """Plain data for JSON. A question is [title, path, first sentence of its answer]; -1 is nobody's question.

    asked: question → its telling examples as they are spelt, joined by commas.
    """
    number = {m: i for i, m in enumerate(index.weight)}
    place = {q.id: i for i, q in enumerate(book.questions)}
    return {
        "forms": _together(
            {f: ",".join(str(number[m]) for m in ms) for f, ms in index.vocabulary.forms.items()}
        ),
        "spelling": _together(index.spelling),
        "weight": list(index.weight.values()),
        "anchors": [number[m] for m in index.anchors],
        "ways": [
            [
                place.get(way.question, -1),
                [number[m] for m in way.meanings],
                *([number[m] for m in way.must],) * bool(way.must),
            ]
            for way in index.ways
        ],
        "asked": {
            str(place.get(question, -1)): ",".join(
                sorted(index.telling.every[i].spelt for i in places)
            )
            for question, places in index.telling.of_question.items()
        },
        "trust": msgspec.to_builtins(weights().page),
        "places": _together({n: c for n, c in index.vocabulary.places.items() if not _cued(n)}),
        "cued": _together({_cued(n): c for n, c in index.vocabulary.places.items() if _cued(n)}),
        "cues": CUES,
        "questions": [
            [said(q.title, lang), path_of(q), _answer(book, q, lang)] for q in book.questions
        ],
        "where": [[told.says, fact_path(told.id)] for told in channels(book, None, lang)],
    }


def _cued(name: str) -> str:
    """What stands behind a word such as "bupati", "" when none is in front: sent once, not for each such word."""
    return next((name.removeprefix(f"{cue} ") for cue in CUES if name.startswith(f"{cue} ")), "")


def _answer(book: Book, question: Question, lang: str) -> str:
    """The first sentence; none where a doubt about its fact has to be read with it, on the question's page."""
    found = book.facts_for(question)
    told = [book.tell(those[0], lang) for those in found.values()][:1]
    doubtful = any(t.remembered or (t.disputes and not t.settled) for t in told)
    return "" if doubtful else (answers(question, found, lang) or ("",))[0]


def _together(found: Mapping[str, str]) -> dict[str, str]:
    """What leads to the same stands together, joined by commas: it packs better.

    >>> _together({"ga": "tidak", "kpn": "kapan", "gak": "tidak"})
    {'tidak': 'ga,gak', 'kapan': 'kpn'}
    """
    turned: dict[str, list[str]] = {}
    for key in sorted(found):
        turned.setdefault(found[key], []).append(key)
    return {value: ",".join(keys) for value, keys in turned.items()}
