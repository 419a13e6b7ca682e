"""What every command shares: how it starts Django, prints, and refuses."""

import atexit
import json
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

REFUSED, FOUND = 1, 3  # exit codes; 0 is done, 2 is wrong use (click's)


def start() -> None:
    import django

    django.setup()


def hold() -> None:
    """Until this process ends nobody restores another database under it."""
    from daihoi.installation.places import in_use

    holding = in_use(alone=False)
    or_refuse(holding.__enter__)
    atexit.register(holding.__exit__, None, None, None)


def or_refuse(work: Callable[[], Any]) -> Any:
    """The work's answer; a refusal is printed and ends the command."""
    from daihoi.base.errors import DomainError
    from daihoi.papers.intake import Refused

    try:
        return work()
    except Refused as error:
        refuse(error.message)
    except DomainError as error:
        refuse(" ".join(filter(None, [str(error.message), str(error.advice)])))


def refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def say(data: Any, lines: list[str], *, as_json: bool) -> None:
    text = (
        json.dumps(data, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(lines)
    )
    click.echo(text)
