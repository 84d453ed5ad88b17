"""`suluh explain`: the full way of one decision, stage by stage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.markup import escape

from suluh.cli.options import Moment, deciding_options, given, now_or, settings_of
from suluh.cli.screen import people, print_json
from suluh.content import Post
from suluh.errors import RequestError
from suluh.flow import Decided, Step
from suluh.report.record import SETTINGS, Recorded, recorded, settings_of_run
from suluh.runners.deciding import Settings, way_of


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
@click.option("--posted-at", type=Moment(), help="With --text: when it was posted; now otherwise.")
@click.option("--region", help="With --text: Kemendagri code, such as 18.71.")
@click.option("--now", type=Moment(), help="With --text: the moment that counts as now.")
@click.option("--json", "as_json", is_flag=True, help="Print the way as JSON.")
@deciding_options
def explain(
    post_id: str | None,
    text: str | None,
    folder: Path,
    posted_at: datetime | None,
    region: str | None,
    now: datetime | None,
    as_json: bool,
    election: str,
    policy: str | None,
    judge_url: str | None,
    judge_model: str,
) -> None:
    """Explain the decision on POST_ID of an earlier run, or on --text "…": what each stage saw, skipped and why."""
    if (post_id is None) == (text is None):
        raise click.UsageError('give a POST_ID of a run (with --in OUT), or --text "…"')
    settings = settings_of(election, policy, judge_url, judge_model)
    if text is not None:
        moment = now_or(now)
        post = Post(id="teks", text=text, posted_at=posted_at or moment, region=region)
        _tell(
            way_of(post, settings, posted_at if posted_at and now is None else moment),
            None,
            as_json,
        )
    else:
        assert post_id is not None
        record = recorded(folder, post_id)
        settings = settings_of_run(folder, settings, given(*SETTINGS))
        _tell(_again(record, settings), record, as_json)


def _again(record: Recorded, settings: Settings) -> Decided | None:
    """The same post decided again at the recorded time, when its source is still there."""
    if record.post is None:
        return None
    return way_of(record.post, settings, record.decision.decided_at)


def _tell(way: Decided | None, record: Recorded | None, as_json: bool) -> None:
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
        people.print(f"\n[bold]Unggahan[/bold]\n  {escape(way.text)}\n\n[bold]Jalannya[/bold]")
        for step in way.steps:
            _tell_step(step)
    elif record is not None:
        people.print(f"[yellow]{escape(record.missing or '')}[/yellow]")
    _tell_rules(decision)
    people.print(
        f"\n[bold]Putusan[/bold] {decision.outcome}"
        + (f", diusulkan {decision.proposed}" if decision.proposed else "")
    )
    if decision.review:
        review = decision.review
        people.print(
            f"  menunggu orang: {review.queue}, {review.priority} ({review.score:.2f}): {escape(review.why)}"
        )
    for note in decision.notes:
        people.print(f"  catatan: {escape(note)}")
    people.print(
        f"  pengetahuan {decision.knowledge} · kebijakan {decision.policy} · {decision.decided_at.isoformat()}"
    )
    people.print(f"\n[bold]Yang dibaca penulisnya[/bold]\n{escape(decision.reasons_id)}")
    people.print(f"\n[dim]{escape(decision.reasons_en)}[/dim]")
    if record is not None and way is not None:
        same = _bare(record.decision) == _bare(way.decision)
        people.print(
            "\n"
            + (
                "Diputus ulang: hasilnya sama persis."
                if same
                else f"[yellow]{_differs(record, way)}[/yellow]"
            )
        )


def _tell_step(step: Step) -> None:
    took = f"[dim]{step.seconds * 1000:7.2f} ms[/dim]"
    if step.skipped or step.failed:
        word = (
            f"dilewati: {escape(step.skipped)}"
            if step.skipped
            else f"[red]gagal: {escape(step.failed or '')}[/red]"
        )
        people.print(f"  {took} {step.stage:<22} {word}")
        return
    said = escape(step.said or "") or ("" if step.signals else "–")
    people.print(f"  {took} {step.stage:<22} {said}")
    for signal in step.signals:
        against = f" ⇄ {signal.against.id}: {signal.against.value or ''}" if signal.against else ""
        place = f"{signal.where.place.kind} {signal.where.start}–{signal.where.end}"
        people.print(
            f"      • {signal.name} {signal.score:.2f} ({signal.stance}) "
            f"“{escape(signal.seen[:120])}” ({place}){escape(against)}"
        )
        if signal.details:
            people.print(
                f"        [dim]{escape(', '.join(f'{k}={v}' for k, v in signal.details.items()))}[/dim]"
            )


def _tell_rules(decision: Any) -> None:
    if not decision.rules:
        return
    people.print("\n[bold]Aturan[/bold]")
    for rule in decision.rules:
        why = f" · {rule.why}" if rule.why else ""
        people.print(f"  {rule.id}@{rule.version} ({rule.state}): {rule.result}{escape(why)}")


def _bare(decision: Any) -> bytes:
    return msgspec.json.encode(decision)


def _differs(record: Recorded, way: Decided) -> str:
    old, new = record.decision, way.decision
    if (old.knowledge, old.policy) != (new.knowledge, new.policy):
        return (
            f"Diputus ulang dengan versi lain (pengetahuan {old.knowledge} → {new.knowledge}, "
            f"kebijakan {old.policy} → {new.policy}): {old.outcome} → {new.outcome}."
        )
    return (
        f"Diputus ulang: BERBEDA ({old.outcome} → {new.outcome}). Laporkan ini sebagai kesalahan."
    )


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
