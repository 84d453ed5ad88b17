"""The names and values of a report in one language: rules by their titles, regions by their names, shares as per cent."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from suluh.facts.regions import regions
from suluh.policy.rule import Policy
from suluh.report.spoken import Spoken
from suluh.transparency.definitions import Definition, definition
from suluh.transparency.figure import REST, Figure, Row

_FILE = Path(__file__).parent / "words.yaml"


@cache
def _words() -> Any:
    return YAML(typ="safe").load(_FILE.read_text(encoding="utf-8"))


class Told(Spoken):
    """What a report says in one language. policy: for the titles of its rules and actions."""

    def __init__(self, lang: str, policy: Policy) -> None:
        super().__init__(lang, {key: both[lang] for key, both in _words().items()})
        self._policy = policy

    def title(self, name: str) -> str:
        """Of a figure."""
        return definition(name).title.said(self.lang)

    def says(self, name: str) -> str:
        """What a figure counts."""
        return definition(name).says.said(self.lang)

    def value(self, figure: Figure) -> str:
        """The number or share; a word where it is hidden or not known."""
        if figure.suppressed:
            return self("protected")
        if figure.numerator is None:
            return self("not_known")
        if figure.denominator is None:
            return self.number(figure.numerator)
        return self.share(figure.share)

    def counts(self, figure: Figure) -> str:
        """What a share is made of: "336 dari 528"; nothing for a count."""
        if figure.numerator is None or figure.denominator is None:
            return ""
        n, whole = self.number(figure.numerator), self.number(figure.denominator)
        return self("of", n=n, all=whole)

    def missing(self, figure: Figure) -> str:
        """Of how many more it is not known."""
        return (
            self("left_out", n=self.number(figure.left_out))
            if figure.left_out and figure.is_known
            else ""
        )

    def decimal(self, value: float) -> str:
        """Two places."""
        said = f"{value:.2f}"
        return said if self.lang == "en" else said.replace(".", ",")

    def interval(self, figure: Figure) -> str:
        """95 %: "59,4–67,6%"."""
        if figure.low is None or figure.high is None:
            return ""
        return f"{self.share(figure.low).removesuffix('%')}–{self.share(figure.high)}"

    def why(self, figure: Figure) -> str:
        """Why a figure is not known; nothing for one that is."""
        known: Definition = definition(figure.name)
        silent = figure.numerator is None or (figure.denominator == 0 and figure.left_out)
        return known.unknown.said(self.lang) if silent and known.unknown else ""

    def row(self, table: str, row: Row) -> str:
        """The name of a row."""
        if row.key == REST:
            return self("rest_of", above=regions().name(row.above)) if row.above else self("rest")
        return str(getattr(self, f"_{table}")(row.key))

    def minutes(self, minutes: int | None) -> str:
        """A length of time; a dash where there is none."""
        return "–" if minutes is None else self.lasting(60 * minutes)

    def bin(self, start: int, end: int | None) -> str:
        """From start minutes to before end."""
        if end is None:
            return self("and_more", start=self.minutes(start))
        if not start:
            return self("less_than", end=self.minutes(end))
        return f"{self.minutes(start)} – {self.minutes(end)}"

    def rule(self, rule_id: str) -> str:
        """A rule by its title and id."""
        rule = self._policy.rule(rule_id)
        title = (rule.title.en if self.lang == "en" else rule.title.id) if rule else ""
        return f"{title} ({rule_id})" if title else rule_id or self("no_rule")

    def need(self, name: str) -> str:
        """Without what a rule cannot speak."""
        found = self._policy.inputs.get(name)
        return (found.why.en if self.lang == "en" else found.why.id) if found else name

    _rule = rule

    def _province(self, code: str) -> str:
        return regions().name(code) if code else self("no_region")

    def _regency(self, code: str) -> str:
        name = regions().name(code)
        return name if "." in code else self("no_narrower", name=name)

    def _week(self, monday: str) -> str:
        return self("week_of", day=self.calendar_day(date.fromisoformat(monday)))

    def _source(self, source: str) -> str:
        return self(f"source_{source}")

    def _outcome(self, outcome: str) -> str:
        action = self._policy.actions.get("none" if outcome == "no_action" else outcome)
        if action is None:
            return self(outcome) if outcome in self.words else outcome
        return action.title.en if self.lang == "en" else action.title.id

    def _orders(self, issuer: str) -> str:
        return self(f"issuer_{issuer}")
