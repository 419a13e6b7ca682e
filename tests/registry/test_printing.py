"""Letters that cannot be printed, signs nobody sees: refused in words or printed, never a fault."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.registry.actions import dossiers, register
from daihoi.registry.actions import papers as actions
from daihoi.registry.models import Dossier, Paper, RegisterEntry, Series
from daihoi.registry.queries.filling import missing_fields, sources_of
from daihoi.registry.queries.issuing import Choice
from tests.congresses.preparing import on
from tests.registry.test_papers import door
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db
UNPRINTABLE = "\U000e1234"  # a place where no letter is, so that no font has one
VALUES = {"giờ khai mạc": "7 giờ", "địa điểm đại hội": "Hội trường A"}


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def invitation(office: Writing, guest: str) -> Paper:
    paper = office.make("KLSH")
    texts = dict.fromkeys(names_of(paper), guest)
    return actions.fill_fields(paper, texts, revision=1, actor=office.boss)


def names_of(paper: Paper) -> list[str]:
    return missing_fields(paper, sources_of(paper.congress))


def test_a_draft_with_a_letter_no_font_has_is_refused_by_name(office: Writing) -> None:
    paper = invitation(office, f"Nguyễn {UNPRINTABLE}")
    answer = door(office.boss).get(reverse("registry:paper_pdf", args=[paper.pk]))
    assert answer.status_code == 422
    assert "U+E1234" in answer.content.decode()
    # The page and the Word file show it all the same.
    for name in ("paper_detail", "paper_word"):
        assert (
            door(office.boss).get(reverse(f"registry:{name}", args=[paper.pk])).status_code == 200
        )


def test_issuing_it_says_so_and_uses_no_number(office: Writing) -> None:
    paper = invitation(office, f"Nguyễn {UNPRINTABLE}")
    choice = Choice(dated_on=clock.today())
    with pytest.raises(RuleBroken, match=r"U\+E1234"):
        register.issue(paper, choice, site="https://daihoi.example", actor=office.boss)
    url = reverse("registry:paper_issue", args=[paper.pk])
    form = door(office.boss).get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    page = door(office.boss).post(url, data)
    assert "U+E1234" in page.content.decode()
    assert not RegisterEntry.objects.exists()
    assert not Series.objects.filter(last_number__gt=0).exists()
    assert not Entry.objects.filter(action="registry.issue").exists()


def test_a_dossier_with_it_is_not_sealed(office: Writing) -> None:
    paper = invitation(office, f"Nguyễn {UNPRINTABLE}")
    made = dossiers.make_dossier(
        office.congress, name="Hồ sơ trình duyệt", papers=[paper], actor=office.boss
    )
    client = door(office.boss)
    for name, data in (("dossier_seal", {}), ("dossier_print", {"names": "A", "blank": "0"})):
        answer = client.post(reverse(f"registry:{name}", args=[made.pk]), data)
        assert answer.status_code in {200, 422}
        assert "U+E1234" in answer.content.decode()
    assert Dossier.objects.get().sealed_at is None


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn \x0bVăn\x1f A",  # signs Word cannot hold
        "مريم\u200f An",
        "李明 🙂",
        "Ʉ ǡ ȸ",
        "e\u0302\u0301 Nguye\u0302\u0303n",  # marks apart from their letters
        "A\u200bB\u00adC\ufeff",
        "<w:t>&amp;]]>",
    ],
)
def test_unusual_names_are_printed_or_refused_in_words(office: Writing, name: str) -> None:
    paper = invitation(office, name)
    client = door(office.boss)
    for view in ("paper_detail", "paper_word", "paper_pdf"):
        answer = client.get(reverse(f"registry:{view}", args=[paper.pk]))
        assert answer.status_code == 200 or (
            view == "paper_pdf" and "U+" in answer.content.decode()
        )


def test_a_paper_with_gaps_is_printed_as_a_draft_and_not_issued(office: Writing) -> None:
    paper = office.make("GMOI")
    client = door(office.boss)
    for view, begins in (("paper_word", b"PK"), ("paper_pdf", b"%PDF-")):
        answer = client.get(reverse(f"registry:{view}", args=[paper.pk]))
        assert (answer.status_code, answer.content.startswith(begins)) == (200, True)
    url = reverse("registry:paper_issue", args=[paper.pk])
    page = client.get(url)
    assert "người được mời" in page.content.decode()
    form = page.context["form"]
    answer = client.post(url, {name: form[name].value() or "" for name in form.fields})
    assert "còn chỗ trống chưa điền" in answer.content.decode()
    assert not RegisterEntry.objects.exists()
