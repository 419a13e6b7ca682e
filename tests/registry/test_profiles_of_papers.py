"""A paper in another layout than the Party's, and signed by a deputy: walked through its pages."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from daihoi.congresses.models import SubcommitteePost
from daihoi.papers.reading import read_word
from daihoi.registry.actions import papers as actions
from daihoi.registry.models import Paper, RegisterEntry, Series
from daihoi.registry.queries.filling import missing_fields, official_paper, sources_of
from daihoi.registry.queries.papers import paper_page
from tests.congresses.preparing import on, user_of
from tests.registry.test_papers import door
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


def filled(office: Writing, paper: Paper) -> Paper:
    names = missing_fields(paper, sources_of(paper.congress))
    return actions.fill_fields(
        paper, dict.fromkeys(names, "điều đã ghi"), revision=1, actor=office.boss
    )


def issue_on_page(office: Writing, paper: Paper, **given: str) -> str:
    client = door(office.boss)
    url = reverse("registry:paper_issue", args=[paper.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | given
    looked = client.post(url, data | {"look": "1"})
    form = looked.context["form"]
    data |= {name: form.data.get(name, "") for name in ("expected", "revision")}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url).content.decode()


def words_of_word(office: Writing, entry: RegisterEntry) -> str:
    url = reverse("registry:register_word", args=[entry.pk])
    draft = read_word(door(office.boss).get(url).content, name="x")
    return "\n".join(block.text for block in draft.outline.blocks)


def test_a_paper_in_the_state_layout_from_draft_to_number(office: Writing) -> None:
    paper = filled(office, office.make("TTDH"))
    client = door(office.boss)
    url = reverse("registry:paper_layout", args=[paper.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(url, data | {"profile": "state-2020"}).status_code == 302
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "Độc lập - Tự do - Hạnh phúc" in page
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in page
    assert "Số:" in page

    shown = issue_on_page(office, paper, body="CTHADS")
    assert "01/TTr-CTHADS" in shown
    entry = RegisterEntry.objects.get()
    series = Series.objects.get()
    assert (entry.symbol, series.year, series.term) == ("01/TTr-CTHADS", 2020, None)
    words = words_of_word(office, entry)
    assert "Số: 01/TTr-CTHADS" in words
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "TM. CHI ỦY" in words
    assert "T/M" not in words

    # The Party's own series of the same type has not moved.
    party = filled(office, office.make("TTDH"))
    assert "01-TTr/CB" in issue_on_page(office, party)
    assert Series.objects.filter(year=None).get().last_number == 1


def test_a_deputy_signs_in_place_of_the_head_of_a_subcommittee(office: Writing) -> None:
    deputy = office.in_body("Trần Thị Phó", SubcommitteePost.Post.DEPUTY)
    head = user_of(office.head)
    paper = office.make("PCNV", subcommittee=office.body, actor=head)
    page = paper_page(paper.pk, viewer=head)
    labels = {each.label: each.key for each in page.signers}
    key = labels[f"{deputy.full_name}: K/T TRƯỞNG TIỂU BAN, PHÓ TRƯỞNG TIỂU BAN"]
    data = {"signer": key, "revision": paper.revision}
    url = reverse("registry:paper_sign", args=[paper.pk])
    assert door(head).post(url, data).status_code == 302
    paper.refresh_from_db()
    [signature] = official_paper(paper, dated_on=date(2020, 3, 26)).signatures
    lines = [*signature.authority, signature.position, signature.name]
    assert ["".join(run.text for run in line) for line in lines] == [
        "K/T TRƯỞNG TIỂU BAN",
        "PHÓ TRƯỞNG TIỂU BAN",
        "Trần Thị Phó",
    ]
    # In a state layout the mark has a dot.
    paper.profile = "state-2020"
    [signature] = official_paper(paper).signatures
    assert signature.authority[0][0].text == "KT. TRƯỞNG TIỂU BAN"
