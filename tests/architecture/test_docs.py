"""The documents say what is really there: names, paths, commands and settings are looked up."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from daihoi.accounts.permissions import Role
from daihoi.cli import main
from tests.architecture import action_table

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("docs")]  # the tree is read once
ROOT = Path(settings.ROOT)
HOUSE = ROOT / "daihoi"
APPS = [label.split(".")[1] for label in settings.DAIHOI_APPS]
PACKAGES = {*APPS, "rules", "vietnamese", "papers", "config", "cli", "installation"}
NOT_ABOUT_CODE = {"operations.md", "0009-ballot-secrecy.md"}  # other programs; code to come
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *(ROOT / "docs" / name for name in ("glossary.md", "operations.md")),
    *ADRS,
]
QUOTED = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"(?<![\w/.])(?:daihoi|docs|tests|benchmarks|\.ci)/[\w./-]+")
DOTTED = re.compile(r"[a-z_]+(?:\.[A-Za-z_]+)+")
WORD = re.compile(r"[A-Za-z][A-Za-z_]*_[a-z]+|[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:\.[A-Za-z_]+)?")
each_document = pytest.mark.parametrize(
    "path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def quoted(path: Path) -> Iterator[str]:
    """What stands between backticks in running text."""
    for match in QUOTED.finditer(FENCED.sub("", path.read_text(encoding="utf-8"))):
        yield match.group(1).removesuffix("()")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def definitions(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """Names a module or class defines, or imports to hand on."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node
        elif isinstance(node, ast.Assign):
            yield from ((t.id, node) for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, node) for alias in node.names)


@cache
def known() -> frozenset[str]:
    """Every name that the house and its tests define or use, and ``Class.member`` of its classes."""
    names = {*PACKAGES, *Role}
    for path in [*HOUSE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.keyword) and node.arg:
                names.add(node.arg)
        for name, node in definitions(tree(path).body):
            names.add(name)
            if isinstance(node, ast.ClassDef):
                members = {member for member, _ in definitions(node.body)}
                names |= members | {f"{name}.{member}" for member in members}
    return frozenset(names)


def exists(dotted: str) -> bool:
    """Whether "documents.actions.opinions.add_opinion" (from `daihoi`) is there in the code."""
    at = HOUSE
    parts = dotted.removeprefix("daihoi.").split(".")
    while parts and (at / parts[0]).is_dir():
        at /= parts.pop(0)
    module = at / f"{parts.pop(0)}.py" if parts and (at / f"{parts[0]}.py").exists() else None
    body = tree(module or at / "__init__.py").body
    for part in parts:
        found = dict(definitions(body)).get(part)
        if found is None:
            return False
        body = found.body if isinstance(found, ast.ClassDef) else []
    return True


@each_document
def test_every_path_and_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if "://" not in link]
    named = [found.rstrip(".") for found in PATH.findall(text)]
    assert [link for link in links if not (path.parent / link).exists()] == []
    assert [name for name in named if not (ROOT / name).exists()] == []


@each_document
def test_every_name_in_code_type_is_in_the_code(path: Path) -> None:
    if path.name in NOT_ABOUT_CODE:
        return
    wrong = []
    for name in quoted(path):
        if DOTTED.fullmatch(name) and name.split(".")[0] in {*PACKAGES, "daihoi"}:
            wrong += [] if exists(name) else [name]
        elif WORD.fullmatch(name) and name not in known():
            wrong.append(name)
    assert wrong == []


def test_the_plan_lists_every_app_in_the_order_of_the_lines() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| ([^|]+) \|", text, re.MULTILINE)
    assert [name for row in rows for name in QUOTED.findall(row)] == APPS


def test_the_plan_lists_every_role() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE) == list(Role)


def test_every_test_named_in_the_plan_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > 10
    missing = [
        f"{path}::{name}"
        for path, name in named
        if name not in dict(definitions(tree(ROOT / path).body))
    ]
    assert missing == []


def commands(path: Path) -> tuple[set[str], set[str]]:
    """Makefile targets and `daihoi` commands that a document tells its reader to type."""
    text = path.read_text(encoding="utf-8")
    said = "\n".join([*QUOTED.findall(text), *FENCED.findall(text)])
    return (
        set(re.findall(r"\bmake ([a-z-]+)", said)),
        set(re.findall(r"\bdaihoi ([a-z][a-z-]+)", said)),
    )


@each_document
def test_every_command_can_be_typed(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    made, typed = commands(path)
    assert made - targets == set()
    assert typed - set(main.commands) == set()


def test_both_readmes_tell_the_same_commands() -> None:
    english, vietnamese = commands(ROOT / "README.md"), commands(ROOT / "README.vi.md")
    assert english == vietnamese
    assert {"demo", "test"} <= english[0]


def test_operations_lists_every_setting() -> None:
    read = {
        node.args[0].value
        for node in ast.walk(tree(HOUSE / "config" / "settings.py"))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert listed - {"DATABASE_URL"} == read - {"DATABASE_URL"}
    assert "DATABASE_URL" in listed


GLOSSARY = re.findall(
    r"^\| ([^|]+) \| ([^|]+) \| (`[^|]+`) \|",
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_glossary_names_what_is_in_the_code() -> None:
    assert len(GLOSSARY) > 50
    names = [name for _, _, code in GLOSSARY for name in QUOTED.findall(code)]
    assert [name for name in names if name not in known() and not exists(name)] == []


def test_the_glossary_has_only_terms_that_the_product_uses() -> None:
    pages = [path for kind in ("py", "html") for path in HOUSE.rglob(f"*.{kind}")]
    said = "\n".join(path.read_text(encoding="utf-8") for path in pages).casefold()
    terms = [term.strip() for row in GLOSSARY for term in row[0].split(",")]
    assert [term for term in terms if term.casefold() not in said] == []
    assert len(terms) == len(set(terms))


def test_decisions_are_whole_short_and_found_from_the_plan() -> None:
    plan = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [int(path.name[:4]) for path in ADRS] == list(range(1, len(ADRS) + 1))
    for path in ADRS:
        lines = path.read_text(encoding="utf-8").splitlines()
        headings = [line[3:] for line in lines if line.startswith("## ")]
        assert headings == ["Status", "Context", "Decision", "Consequences"], path.name
        assert len(lines) <= 40, path.name
        assert f"docs/adr/{path.name}" in plan, path.name


def test_the_table_of_actions_is_what_the_code_says() -> None:
    written = (ROOT / "docs" / "actions.md").read_text(encoding="utf-8")
    assert written == action_table.table(APPS), (
        "run: python tests/architecture/action_table.py > docs/actions.md"
    )


def test_the_changelog_knows_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {project['version']}" in changes
