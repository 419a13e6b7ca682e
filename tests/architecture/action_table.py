"""The table of every action: `python tests/architecture/action_table.py > docs/actions.md`."""

import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2] / "daihoi"
HEAD = """\
# Actions

Every public function in the `actions` rooms, read from the code. Do not edit by hand:

    python tests/architecture/action_table.py > docs/actions.md

"Asks for" is the permission passed to `require`, "Records" the names under which the audit record
keeps it. A function without either is a part of other actions: those ask and record.
"""


@dataclass(frozen=True, slots=True)
class Action:
    """One public function of an actions room."""

    app: str
    name: str  # "rounds.open_round", or "record" where the room is one module
    summary: str  # first line of the docstring
    permissions: tuple[str, ...]
    records: tuple[str, ...]


def table(apps: list[str]) -> str:
    """The whole document for ``apps``, the lowest first."""
    parts = [HEAD]
    for app in apps:
        actions = list(actions_of(app))
        if actions:
            rows = [_row(action) for action in actions]
            head = "| function | what it does | asks for | records |\n|---|---|---|---|\n"
            parts.append(f"## {app}\n\n{head}" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def actions_of(app: str) -> Iterator[Action]:
    """Public functions of an app's actions room, by module, in the order of the code."""
    room = HOUSE / app / "actions"
    for path in [room.with_suffix(".py"), *sorted(room.glob("*.py"))]:
        if not path.exists():
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body
        functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
        for name, node in functions.items():
            if name.startswith("_"):
                continue
            calls = list(_calls(node, functions))
            yield Action(
                app,
                name if path.stem == "actions" else f"{path.stem}.{name}",
                _summary(node),
                _distinct(asked for call in calls for asked in _asked(call)),
                _distinct(said for call in calls for said in _recorded(call, app)),
            )


def _summary(node: ast.FunctionDef) -> str:
    first = (ast.get_docstring(node) or "").split("\n\n")[0]
    return " ".join(first.replace("``", "`").split())


def _calls(
    node: ast.FunctionDef, functions: dict[str, ast.FunctionDef], seen: frozenset[str] = frozenset()
) -> Iterator[ast.Call]:
    """Calls of a function and of the private functions of its module that it uses."""
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Call):
            continue
        yield inner
        name = _name(inner)
        if name.startswith("_") and name in functions and name not in seen:
            yield from _calls(functions[name], functions, seen | {name})


def _asked(call: ast.Call) -> Iterator[str]:
    if _name(call) != "require":
        return
    for argument in call.args[1:2]:
        if isinstance(argument, ast.Attribute):
            yield f"`{argument.attr}`"
        else:  # worked out from what is asked for: `_needed_for(role)`
            yield "the one its role needs"


def _recorded(call: ast.Call, app: str) -> Iterator[str]:
    """Names such as "documents.open_round", whoever passes them on to `audit.actions.record`."""
    said = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "action")]
    yield from (
        f"`{value.value}`"
        for value in said
        if isinstance(value, ast.Constant) and re.fullmatch(rf"{app}\.[a-z_]+", str(value.value))
    )


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _distinct(words: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _row(action: Action) -> str:
    cells = [f"`{action.name}`", action.summary, *(
        ", ".join(words) or "–" for words in (action.permissions, action.records)
    )]  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    from django.conf import settings

    sys.stdout.write(table([label.split(".")[1] for label in settings.DAIHOI_APPS]))
