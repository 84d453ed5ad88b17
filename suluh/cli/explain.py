"""`suluh explain`: the full way of one decision, stage by stage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.markup import escape

from suluh.cli.options import Moment, deciding_options, facts_option, given, now_or, settings_of
from suluh.cli.screen import people, print_json
from suluh.cli.tongue import lang, name, say, signal_name, told, usage
from suluh.content import WIB, Post, Segment
from suluh.errors import RequestError
from suluh.flow import Decided, Step
from suluh.knowledge import home_folder
from suluh.policy.decision import Decision, RuleOutcome
from suluh.policy.rule import Policy, Words
from suluh.report.listing import said_why
from suluh.report.record import SETTINGS, Recorded, recorded, settings_of_run
from suluh.runners.deciding import Settings, opened, way_of
from suluh.runners.seeing import MediaSettings
from suluh.signals.signal import Signal


@click.command()
@click.argument("post_id", required=False)
@click.option("--text", help="Explain these words instead of a post of a run.")
@click.option(
    "--in",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("suluh-demo"),
    help="A run's OUT.",
)
@click.option(
    "--media",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    help="Explain this picture, video or sound, with or without --text.",
)
@click.option("--posted-at", type=Moment(), help="With --text: when it was posted; now otherwise.")
@click.option("--region", help="With --text: Kemendagri code, such as 18.71.")
@click.option("--now", type=Moment(), help="With --text: the moment that counts as now.")
@click.option("--json", "as_json", is_flag=True, help="Print the way as JSON.")
@facts_option
@deciding_options
def explain(
    post_id: str | None,
    text: str | None,
    folder: Path,
    media: tuple[Path, ...],
    posted_at: datetime | None,
    region: str | None,
    now: datetime | None,
    as_json: bool,
    facts: Path | None,
    election: str,
    policy: str | None,
    judge_url: str | None,
    judge_model: str,
) -> None:
    """Explain the decision on POST_ID of an earlier run, or on --text "…": what each stage saw, skipped and why."""
    own = text is not None or bool(media)
    if (post_id is None) != own:
        raise usage('give a POST_ID of a run (with --in OUT), or --text "…"')
    settings = settings_of(
        election, policy, judge_url, judge_model, media=_eyes(media), facts=facts
    )
    if own:
        moment = now_or(now)
        post = Post(
            id="teks",
            text=text or "",
            posted_at=posted_at or moment,
            region=region,
            media=tuple(str(path.absolute()) for path in media),
        )
        _tell(
            way_of(post, settings, posted_at if posted_at and now is None else moment),
            None,
            settings,
            as_json,
        )
    else:
        assert post_id is not None
        record = recorded(folder, post_id)
        settings = settings_of_run(folder, settings, given(*SETTINGS))
        _tell(_again(record, settings), record, settings, as_json)


def _eyes(media: tuple[Path, ...]) -> MediaSettings | None:
    return MediaSettings(bank=str(home_folder())) if media else None


def _again(record: Recorded, settings: Settings) -> Decided | None:
    """The same post decided again at the recorded time, when its source is still there."""
    if record.post is None:
        return None
    return way_of(record.post, settings, record.decision.decided_at)


def _tell(way: Decided | None, record: Recorded | None, settings: Settings, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(way, record))
        return
    decision = record.decision if record else way.decision if way else None
    if decision is None:
        raise RequestError("there is nothing to explain")
    if record and record.copies > 1:
        people.print(
            f"[yellow]{record.copies} unggahan memakai id ini; pilih dengan {escape(decision.post_id)}#2 dan "
            "seterusnya.[/yellow]"
        )
    if way is not None:
        people.print(f"\n[bold]{say('post')}[/bold]\n  {escape(way.text)}")
        for segment in way.segments:
            people.print(f"  [dim]{escape(_stands(segment))}[/dim] {escape(segment.text)}")
        people.print(f"\n[bold]{say('way')}[/bold]")
        for step in way.steps:
            _tell_step(step, settings)
    elif record is not None:
        people.print(f"[yellow]{escape(record.missing or '')}[/yellow]")
    policy = opened(settings)[1].policy
    _tell_rules(decision, policy)
    _tell_decision(decision, policy)
    first, second = decision.reasons_id, decision.reasons_en
    if lang() == "en":
        first, second = second, first
    people.print(
        f"\n[bold]{say('author_reads')}[/bold]\n{escape(first)}\n\n[dim]{escape(second)}[/dim]"
    )
    if record is not None and way is not None:
        people.print("\n" + _compared(record.decision, way.decision, policy))


def _stands(segment: Segment) -> str:
    """Where words beyond the caption stand: "ucapan 0:07–0:09 (ragu)"."""
    place = segment.place
    said = name("places", place.kind)
    if place.at is not None:
        said += f" {_clock(place.at)}" + (f"–{_clock(place.until)}" if place.until else "")
    return f"{said} ({say('doubtful')}):" if place.doubtful else f"{said}:"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _tell_step(step: Step, settings: Settings) -> None:
    took = f"[dim]{step.seconds * 1000:7.2f} ms[/dim]"
    said = escape(told(step.said, "said")) if step.said else "" if step.signals else say("nothing")
    if step.skipped:
        said = say("skipped", why=escape(told(step.skipped, "said")))
    elif step.failed:
        said = f"[red]{say('failed', why=escape(step.failed))}[/red]"
    people.print(f"  {took} {name('stages', step.stage):<26} {said}")
    for signal in step.signals:
        people.print(
            f"      • {signal_name(signal.name)} ({_how(signal)}) “{escape(signal.seen[:120])}”"
        )
        if against := _against(signal, settings):
            people.print(f"        [dim]{escape(against)}[/dim]")


def _how(signal: Signal) -> str:
    """How sure, how it is meant, and where it stands."""
    place, where = signal.where.place, signal.where
    parts = [say("sure", score=f"{signal.score:.2f}"), name("stances", str(signal.stance))]
    parts.append(name("places", place.kind))
    if where.end > where.start:
        parts.append(say("letters", start=where.start, end=where.end))
    return ", ".join(parts)


def _against(signal: Signal, settings: Settings) -> str:
    """What it was held against, where that is something a reader can look up."""
    against = signal.against
    if against is None or against.kind not in ("fact", "review", "account", "domain"):
        return ""
    if against.kind != "fact":
        return say(against.kind, id=against.id)
    fact = opened(settings)[0].facts.get(against.id)
    if fact is None:
        return say("fact", id=against.id, says=against.value or "")
    return say(
        "fact", id=against.id, says=fact.statement_en if lang() == "en" else fact.statement_id
    )


def _tell_rules(decision: Decision, policy: Policy) -> None:
    if not decision.rules:
        return
    people.print(f"\n[bold]{say('rules')}[/bold]")
    for outcome in decision.rules:
        rule = policy.rule(outcome.id)
        title = f"{_words(rule.title)} ({outcome.id})" if rule else outcome.id
        trial = "" if outcome.state == "live" else f" [dim]({say('shadow')})[/dim]"
        people.print(f"  {escape(title)}: {escape(_answer(outcome, policy))}{trial}")


def _answer(outcome: RuleOutcome, policy: Policy) -> str:
    """A rule's answer as a sentence: why it fired, whom it spared, what it could not know."""
    why = outcome.why or ""
    if outcome.result == "protected":
        exception = policy.exceptions.get(why)
        return say("protected", title=_words(exception.title) if exception else why)
    if outcome.result == "not_evaluated":
        return _unknown(why, policy)
    return say("fired", level=name("levels", why)) if why else say("fired_plain")


def _unknown(why: str, policy: Policy) -> str:
    if why.startswith("no input ") and (given := policy.inputs.get(why.split()[2])):
        return say("no_input", why=_words(given.why))
    fields = why.rsplit("unknown ", 1)[-1].split(", ")
    return say("not_evaluated", what=", ".join(name("fields", field) for field in fields))


def _tell_decision(decision: Decision, policy: Policy) -> None:
    said = f"\n[bold]{say('decision')}[/bold] {_action(decision.outcome, policy)}"
    if decision.proposed:
        said += "; " + say("proposed", action=_action(decision.proposed, policy))
    people.print(said)
    if decision.review:
        review = decision.review
        queue = policy.queues.get(review.queue)
        queued = _words(queue) if queue else review.queue
        why = say("waits", queue=queued, priority=review.priority, why=said_why(review.why))
        people.print(f"  {escape(why)}")
    for note in decision.notes:
        people.print(f"  {escape(say('note', note=told(note, 'said')))}")
    at = f"{decision.decided_at.astimezone(WIB):%d-%m-%Y %H.%M} WIB"
    people.print(
        "  " + say("versions", knowledge=decision.knowledge, policy=decision.policy, at=at)
    )


def _action(code: str, policy: Policy) -> str:
    action = policy.actions.get(code)
    return _words(action.title) if action else code.replace("_", " ")


def _words(both: Words) -> str:
    return both.en if lang() == "en" else both.id


def _bare(decision: Decision) -> bytes:
    return msgspec.json.encode(decision)


def _compared(old: Decision, new: Decision, policy: Policy) -> str:
    """Whether deciding again gave the same, and if not, what explains it."""
    if _bare(old) == _bare(new):
        return say("same")
    outcomes = {"old": _action(old.outcome, policy), "new": _action(new.outcome, policy)}
    if (old.knowledge, old.policy) != (new.knowledge, new.policy):
        versions = {"old_knowledge": old.knowledge, "knowledge": new.knowledge}
        versions |= {"old_policy": old.policy, "policy": new.policy}
        return f"[yellow]{say('differs_version', **versions, **outcomes)}[/yellow]"
    words = {"reasons_id": new.reasons_id, "reasons_en": new.reasons_en}
    if _bare(msgspec.structs.replace(old, **words)) == _bare(new):
        return say("differs_wording")
    return f"[yellow]{say('differs', **outcomes)}[/yellow]"


def _as_json(way: Decided | None, record: Recorded | None) -> dict[str, Any]:
    return {
        "decision": record.decision if record else way.decision if way else None,
        "text": way.text if way else None,
        "steps": way.steps if way else None,
        "same_when_decided_again": _bare(record.decision) == _bare(way.decision)
        if record and way
        else None,
        "missing": record.missing if record else None,
    }
