"""What people read: Vietnamese at the source, whole in English, and Vietnamese on paper."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from daihoi.config.messages import compile_all
from daihoi.documents.actions.opinions import add_opinion
from daihoi.documents.queries.places import Saying
from daihoi.notifications.models import Notice
from tests.documents.asking import cell

pytestmark = pytest.mark.once
HOUSE = Path(settings.ROOT) / "daihoi"
ENGLISH = HOUSE / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|</?\w+>")
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
# Comments, and what goes through the catalogue.
TRANSLATED = re.compile(
    r"""
    \{\#.*?\#\}
    | \{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}
    | \{%\s*blocktrans(?:late)?\b(?P<opening>.*?)%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}
    | (?<=\{%)\s*trans(?:late)?\s+("[^"]*"|'[^']*')(\s+context\s+("[^"]*"|'[^']*'))?
    | \b_\(\s*("[^"]*"|'[^']*')\s*\)
    """,
    re.VERBOSE | re.DOTALL,
)


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> Iterator[Message]:
    yield from (message for message in catalogue(path) if message.id)


def names(path: Path) -> set[tuple[str, str | tuple[str, ...]]]:
    return {(message.context or "", message.id) for message in messages(path)}


def both(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_every_text_is_in_english_with_the_same_placeholders() -> None:
    wrong = []
    for message in messages(ENGLISH):
        wanted = sorted(PLACEHOLDER.findall(both(message.id)[0]))
        texts = both(message.string)
        if message.fuzzy or not all(texts) or len(texts) != len(both(message.id)):
            wrong.append(f"not translated: {message.id}")
        wrong += [
            f"other placeholders: {text}"
            for text in texts
            if text and sorted(PLACEHOLDER.findall(text)) != wanted
        ]
    assert wrong == []
    assert catalogue(ENGLISH).num_plurals == 2


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="system gettext is missing")
def test_the_catalogue_holds_exactly_the_texts_of_the_code(
    tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "daihoi"
    shutil.copytree(HOUSE, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__"))
    (copy / "locale").mkdir()
    settings.LOCALE_PATHS = []
    monkeypatch.chdir(copy)
    call_command("makemessages", locale=["en"], verbosity=0)
    found = names(copy / ENGLISH.relative_to(HOUSE))
    known = names(ENGLISH)
    assert found - known == set(), "run `make messages` and translate"
    assert known - found == set(), "run `make messages`"


def test_no_template_says_vietnamese_past_the_catalogue() -> None:
    wrong = []
    for page in sorted(HOUSE.glob("*/templates/**/*")):
        if page.suffix not in {".html", ".txt"}:
            continue
        rest = TRANSLATED.sub(_same_lines, page.read_text(encoding="utf-8"))
        wrong += [
            f"{page.relative_to(HOUSE)}:{number} {line.strip()}"
            for number, line in enumerate(rest.splitlines(), 1)
            if VIETNAMESE.search(line)
        ]
    assert wrong == []


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Đóng đợt</p>",
        '<input placeholder="Tìm người">',
        '{% include "x.html" with text="chưa" only %}',
        '{% blocktrans with name=person|default:"vắng mặt" %}Chào {{ name }}{% endblocktrans %}',
    ],
)
def test_a_forgotten_text_is_found(markup: str) -> None:
    assert VIETNAMESE.search(TRANSLATED.sub(_same_lines, markup))


def test_no_text_is_chosen_while_a_module_loads() -> None:
    """The language of the first request would stay for everybody: `gettext_lazy` is meant."""
    wrong = []
    for path in sorted(HOUSE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        eager = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
        }
        wrong += [
            f"{path.relative_to(HOUSE)}:{call.lineno}"
            for call in _calls_at_load(tree)
            if isinstance(call.func, ast.Name) and call.func.id in eager
        ]
    assert wrong == []


@pytest.mark.django_db
def test_pages_answer_in_english_to_who_chose_it(client: Client) -> None:
    compile_all()
    case = cell()
    sign_in = reverse("account_login")
    assert "Tên đăng nhập" in _read(client, sign_in)
    client.post(reverse("accounts:set_language"), {"language": "en", "next": sign_in})
    page = _read(client, sign_in)
    assert '<html lang="en"' in page
    assert "Username" in page
    assert "Tên đăng nhập" not in page
    client.force_login(case.head)
    page = _read(client, reverse("home:first_page"))
    assert f"Good day, comrade {case.head}" in page
    assert "Nothing is waiting for you." in page or "Waiting for me" in page
    assert "Trang đầu" not in page


@pytest.mark.django_db
def test_what_is_kept_is_vietnamese_whoever_writes_it() -> None:
    compile_all()
    case = cell()
    asked = case.member()
    with translation.override("en"):
        assert translation.gettext("Đã lưu.") == "Saved."
        opened = case.open()
        opinion = add_opinion(opened, Saying("Rõ hơn.", block=case.block().key), actor=asked)
    assert opinion.place_label == "Đoạn 1 · III"
    titles = list(Notice.objects.filter(user=asked).values_list("title", flat=True))
    assert [title.split(":")[0] for title in titles] == ["Mời góp ý"]


def _read(client: Client, url: str) -> str:
    return " ".join(client.get(url, follow=True).content.decode().split())


def _same_lines(found: re.Match[str]) -> str:
    """What is left of a translated piece: the arguments of the tag, and its lines."""
    return TRANSLATED.sub(_same_lines, found["opening"] or "") + "\n" * found[0].count("\n")


def _calls_at_load(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from _calls_at_load(node)
