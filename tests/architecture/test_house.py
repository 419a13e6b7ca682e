"""The shape of the house: lines, rooms and names hold because these tests read the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models.fields.related import RelatedField

pytestmark = pytest.mark.once
HOUSE = Path(settings.ROOT) / "daihoi"
HEIGHT = {label.split(".")[1]: n for n, label in enumerate(settings.DAIHOI_APPS)}
BESIDE = [{"base", "ui"}, {"files", "notifications", "live"}, {"programme", "news", "resolutions"}]
PURE = {"rules", "vietnamese", "papers"}
ROOMS = {
    "models", "queries", "actions", "views", "forms", "urls", "offers", "help", "papers", "tasks",
    "admin", "apps", "management", "migrations", "templates", "templatetags", "static",
}  # fmt: skip
PORCH = {
    "base": {
        "static_files",
        "errors",
        "revisions",
        "clock",
        "downloads",
        "offers",
        "middleware",
        "context",
        "language",
        "numbers",
        "word_index",
    },
    "ui": {"fonts", "timeline"},
    "accounts": {"permissions", "http", "adapter", "middleware", "demo"},
    "files": {"pictures"},
    "live": {"topics", "parts"},
    "notifications": {"mail"},
    "news": {"markup", "pasting", "serving"},
    "registry": {"skeletons"},
}
NAMES = re.compile(r"""{%\s*(?:extends|include)\s+["']([a-z_]+)/""")
SUSPECT = {"utils", "helpers", "manager", "misc", "common"}
# Called by every action inside its transaction; they are what the others are asked to call.
UNASKED = {("audit", "record"), ("audit", "record_many"), ("audit", "digest_of"), ("audit", "plain"),
           ("files", "keep"), ("notifications", "notify"), ("notifications", "mark_read"),
           ("meetings", "tell_people"), ("organizations", "tell_secretary"),
           ("organizations", "tell_of_roles"), ("organizations", "tell_of_slip"),
           ("live", "bump"),
           # Whoever signs in has a calendar of her own; it holds what she may see.
           ("home", "create_calendar_link"), ("home", "revoke_calendar_link"),
           # One's own letters; whoever holds a letter may end them, and the sender is the house.
           ("notifications", "choose_mail"), ("notifications", "confirm_mail"),
           ("notifications", "stop_mail"), ("notifications", "claim_digest"),
           ("notifications", "settle_digest"),
           # Of single papers nothing is recorded (docs/adr/0009); their batch is when it closes.
           ("elections", "accept_paper"), ("elections", "undo_paper"),
           ("elections", "add_bundle"), ("elections", "remove_bundle"),
           # Nobody is there yet who could be asked: the first administrator, or who holds a slip.
           ("accounts", "create_first_administrator"), ("accounts", "use_slip"),
           # What is one's own, and what such actions ask and do for each other.
           ("accounts", "end_session"), ("accounts", "end_other_sessions"),
           ("accounts", "drop_sessions"), ("accounts", "note_session"),
           ("accounts", "note_factor"), ("accounts", "note_link"),
           ("accounts", "require_over")}  # fmt: skip


def modules(app: str) -> Iterator[Path]:
    yield from (path for path in (HOUSE / app).rglob("*.py") if "migrations" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("app", sorted(HEIGHT))
def test_an_app_uses_only_lower_lines(app: str) -> None:
    wrong = []
    for path in modules(app):
        for name in imports(path):
            used = name.split(".")[1] if name.startswith("daihoi.") else ""
            beside = any({app, used} <= line for line in BESIDE) and used != app
            if used in HEIGHT and (HEIGHT[used] > HEIGHT[app] or beside):
                wrong.append(f"{path.relative_to(HOUSE)} uses {name}")
    assert wrong == []


@pytest.mark.parametrize("package", sorted(PURE))
def test_pure_packages_know_no_django_and_no_app(package: str) -> None:
    allowed = {"rules": {"rules"}, "vietnamese": {"vietnamese"}, "papers": PURE}[package]
    wrong = [
        f"{path.relative_to(HOUSE)} uses {name}"
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] == "django"
        or (name.startswith("daihoi.") and name.split(".")[1] not in allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("app", sorted(HEIGHT))
def test_an_app_has_only_the_known_rooms(app: str) -> None:
    known = ROOMS | PORCH.get(app, set())
    found = {
        path.stem
        for path in (HOUSE / app).iterdir()
        if path.suffix in {".py", ""} and path.stem not in {"__init__", "__pycache__"}
    }
    assert found - known == set()


def test_no_module_hides_behind_a_name_that_says_nothing() -> None:
    assert [path for path in HOUSE.rglob("*.py") if path.stem in SUSPECT] == []


def test_a_template_names_only_its_own_app_or_a_lower_one() -> None:
    wrong = []
    for app, height in HEIGHT.items():
        for page in (HOUSE / app / "templates").rglob("*.html"):
            used = set(NAMES.findall(page.read_text(encoding="utf-8")))
            wrong += [
                f"{page.relative_to(HOUSE)} names {name}/"
                for name in used & set(HEIGHT)
                if HEIGHT[name] > height
            ]
    assert wrong == []


def test_a_foreign_key_points_only_down() -> None:
    wrong = []
    for model in apps.get_models():
        label = model._meta.app_label
        if label not in HEIGHT:
            continue
        for field in model._meta.get_fields():
            if isinstance(field, RelatedField) and isinstance(field.related_model, type):
                other = field.related_model._meta.app_label
                if other in HEIGHT and HEIGHT[other] > HEIGHT[label]:
                    wrong.append(f"{field} -> {other}")
    assert wrong == []


def functions(room: str) -> Iterator[tuple[str, str, ast.FunctionDef]]:
    """Public functions of a room in every app: (app, name, node)."""
    for app in HEIGHT:
        for path in [HOUSE / app / f"{room}.py", *(HOUSE / app / room).glob("*.py")]:
            if not path.exists():
                continue
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield app, f"{path.stem}.{node.name}", node


def calls(node: ast.FunctionDef) -> set[str]:
    names = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            function = inner.func
            names.add(
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )
    return names


ACTIONS = [
    pytest.param(node, id=f"{app}.{name}")
    for app, name, node in functions("actions")
    if (app, node.name) not in UNASKED
]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_whole(action: ast.FunctionDef) -> None:
    assert "actor" in {argument.arg for argument in action.args.kwonlyargs}
    assert "transaction.atomic" in {ast.unparse(d) for d in action.decorator_list}
    called = calls(action)
    assert "require" in called, "asks no permission"
    assert called & {"record", "record_many"}, "records nothing"
    assert ast.get_docstring(action)


WRITES = {"save", "create", "bulk_create", "bulk_update", "delete", "get_or_create",
          "update_or_create", "select_for_update"}  # fmt: skip


@pytest.mark.parametrize("room", ["models", "queries", "views", "forms", "offers"])
def test_only_actions_write(room: str) -> None:
    wrong = [
        f"{app}.{room}.{name} calls {sorted(found)}"
        for app, name, node in functions(room)
        if (found := calls(node) & WRITES)
    ]
    assert wrong == []


def test_views_ask_no_permission_and_touch_no_rows() -> None:
    wrong = [
        f"{app}.{name}"
        for app, name, node in functions("views")
        if calls(node) & {"require", "can", "filter", "exclude"}
    ]
    assert wrong == []


def test_views_are_short() -> None:
    long = [
        f"{app}.{name}: {node.end_lineno - node.lineno + 1}"
        for app, name, node in functions("views")
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > 25
    ]
    assert long == []


def test_pairs_of_at_and_by_are_constrained() -> None:
    """A model with optional ``x_at`` and ``x_by`` states in the database that they come together."""
    wrong = []
    for model in apps.get_models():
        if model._meta.app_label not in HEIGHT:
            continue
        fields = {
            field.name: field
            for field in model._meta.get_fields()
            if isinstance(field, models.Field)
        }
        said = " ".join(str(constraint) for constraint in model._meta.constraints)
        for name, field in fields.items():
            pair = f"{name.removesuffix('_at')}_by"
            if (
                name.endswith("_at")
                and pair in fields
                and field.null
                and f"{pair}__isnull" not in said
            ):
                wrong.append(f"{model.__name__}.{name}")
    assert wrong == []


def test_no_inline_style_or_script() -> None:
    inline = re.compile(r"""\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)""")
    wrong = [
        f"{page.relative_to(HOUSE)}: {match.group()}"
        for page in HOUSE.rglob("*.html")
        if (match := inline.search(page.read_text(encoding="utf-8")))
    ]
    assert wrong == []
