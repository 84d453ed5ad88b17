"""The command line: `suluh scan`, `suluh explain`, `suluh facts check` ... Each command is a small file here."""

from __future__ import annotations

import copy
import sys
from importlib import import_module

import click

from suluh import __version__
from suluh.cli import tongue
from suluh.errors import SuluhError

# Loaded only when called, so that a command starts with what it needs and no more.
COMMANDS = {
    "scan": "suluh.cli.scan:scan",
    "demo": "suluh.cli.demo:demo",
    "explain": "suluh.cli.explain:explain",
    "facts": "suluh.cli.facts:facts",
    "guide": "suluh.cli.guide:guide",
    "learn": "suluh.cli.learn:learn",
    "jaga": "suluh.cli.jaga:jaga",
    "claims": "suluh.cli.claims:claims",
    "bank": "suluh.cli.bank:bank",
    "policy": "suluh.cli.policy:policy",
    "ledger": "suluh.cli.ledger:ledger",
    "export": "suluh.cli.export:export",
    "report": "suluh.cli.report:report",
    "networks": "suluh.cli.networks:networks",
    "audit": "suluh.cli.audit:audit",
    "eval": "suluh.cli.evaluate:evaluate",
    "drill": "suluh.cli.drill.command:drill",
    "links": "suluh.cli.links:links",
    "bench": "suluh.cli.bench.command:bench",
    "serve": "suluh.web.serve:serve",
    "cases": "suluh.web.serve:cases",
    "accounts": "suluh.web.account.commands:accounts",
    "jobs": "suluh.web.jobs.commands:jobs",
    "duty": "suluh.web.duty.commands:duty",
    "hooks": "suluh.web.jobs.commands:hooks",
    "evidence": "suluh.cli.evidence:evidence",
    "api": "suluh.web.api.command:api",
    "bot": "suluh.web.partner.bots.command:bot",
}


# Commands of this part under a name that another part owns: people sign in to `suluh accounts`, platforms have accounts.
ADDED = {
    "accounts": {
        "check": "suluh.cli.account_check:check",
        "register": "suluh.cli.account_check:register",
        "registered": "suluh.cli.account_check:registered",
        "print": "suluh.cli.account_check:print_command",
    },
    "cases": {"from-networks": "suluh.web.console.command:from_networks"},
    "facts": {
        "waiting": "suluh.web.partner.command:waiting",
        "stop": "suluh.web.partner.command:stop",
    },
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = _loaded(COMMANDS[cmd_name])
        if cmd_name in ADDED and isinstance(command, click.Group):
            command = copy.copy(command)
            more = {name: _loaded(place) for name, place in ADDED[cmd_name].items()}
            command.commands = {**command.commands, **more}
        return tongue.localized(command, cmd_name)


def _loaded(place: str) -> click.Command:
    module, _, name = place.partition(":")
    command: click.Command = getattr(import_module(module), name)
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="suluh")
def suluh() -> None:
    """Suluh holds posts about an election against the official facts, decides fairly and says why."""


def main() -> None:
    """Run a command. Exit codes: 0 done, 1 we failed, 2 the request was unclear, 3 an outside service failed."""
    tongue.teach_click()
    try:
        arguments = tongue.choose(sys.argv[1:])
        top = tongue.localized(suluh, "suluh")
        top.main(arguments, prog_name="suluh", standalone_mode=False, obj=tongue.lang())
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.Abort:
        _stop(tongue.say("interrupted"), 1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except SuluhError as error:
        _stop(tongue.error(str(error)), error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is wrong
    except KeyboardInterrupt:
        _stop(tongue.say("stopped"), 1)


def _stop(message: str, code: int) -> None:
    click.echo(f"suluh: {message}", err=True)
    sys.exit(code)
