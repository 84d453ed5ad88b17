"""Near-identical posts that wait as cases of their own: found as they come in, shown in the queue as one row.

A cluster is the cases whose words are the same as its leader's (`suluh.claims.copies.same_words`: same numbers, same
negations, small slips only), so it does not creep from one wording to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from suluh.claims.alike import bands
from suluh.claims.copies import same_words
from suluh.claims.words import searchable
from suluh.web.console.models import Band, Leader
from suluh.web.models import CaseRow

_LEADERS = 50  # that share a band and are looked at


class Known(NamedTuple):
    """By what a wording is known again; `bands` is empty for too few words."""

    words: str
    bands: tuple[int, ...]


def known_by(text: str) -> Known:
    """The part of the work that needs no database."""
    words = searchable(text)
    return Known(words, bands(words))


def join(case: str, known: Known) -> str | None:
    """Puts a case beside the first of the same words; the leader's id, None where there is none yet."""
    if not known.bands:
        return None
    leader = _leader(case, known)
    if leader is None:
        _lead(case, known)
    else:
        CaseRow.objects.filter(case__in=(leader, case)).update(cluster=leader)
    return leader


def heads(rows: QuerySet[CaseRow]) -> QuerySet[CaseRow]:
    """Of each cluster only the most urgent among these rows, and all that stand alone."""
    same = rows.order_by().filter(cluster=OuterRef("cluster"))
    above = Q(score__gt=OuterRef("score")) | Q(score=OuterRef("score"), case__lt=OuterRef("case"))
    return rows.filter(Q(cluster="") | ~Exists(same.filter(above)))


def sizes(rows: QuerySet[CaseRow], shown: Iterable[CaseRow]) -> dict[str, int]:
    """How many of `rows` each cluster has that is shown."""
    wanted = {row.cluster for row in shown if row.cluster}
    counted = rows.order_by().filter(cluster__in=wanted).values_list("cluster")
    return dict(counted.annotate(n=Count("case")))


def members(rows: QuerySet[CaseRow], cluster: str) -> QuerySet[CaseRow]:
    """Those of `rows` that belong to the cluster, in order."""
    return rows.filter(cluster=cluster) if cluster else rows.none()


def _leader(case: str, known: Known) -> str | None:
    shared = Band.objects.filter(band__in=known.bands).exclude(leader=case).values("leader")
    near = Leader.objects.filter(case__in=shared).order_by("case")[:_LEADERS]
    return next((one.case for one in near if same_words(known.words, one.words)), None)


def _lead(case: str, known: Known) -> None:
    _, new = Leader.objects.get_or_create(case=case, defaults={"words": known.words})
    if new:
        Band.objects.bulk_create(Band(band=band, leader=case) for band in known.bands)
