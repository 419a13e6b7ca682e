"""Dossiers: who puts them together, what sealing makes of them, sets for the hall."""

import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, DomainError, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.papers.dossiers import check
from daihoi.papers.typesetting import page_count
from daihoi.registry.actions import dossiers as actions
from daihoi.registry.models import Dossier, DossierItem
from daihoi.registry.papers.dossiers import hall_sets
from daihoi.registry.queries import dossiers as queries
from tests.factories.accounts import UserFactory, grant
from tests.factories.congresses import CongressFactory
from tests.factories.registry import EntryFactory, IncomingFactory, PaperFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def congress() -> Congress:
    return CongressFactory.create()


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


def _scan(pages: int = 1) -> bytes:
    scan = pikepdf.new()
    for _page in range(pages):
        scan.add_blank_page(page_size=(595, 842))
    found = io.BytesIO()
    scan.save(found)
    return found.getvalue()


def _issued(congress: Congress, **fields: Any) -> Any:
    """A paper with a line in the register and frozen files of two pages."""
    paper = PaperFactory.create(congress=congress, kind="KHDH", subject="Kế hoạch tổ chức đại hội")
    EntryFactory.create(
        congress=congress, paper=paper, kind="KHDH", symbol="01-KH/CB", subject=paper.subject,
        pdf=keep(_scan(2)), word=keep(b"PK word"), **fields,
    )  # fmt: skip
    return paper


def _made(congress: Congress, actor: User, **things: Any) -> Dossier:
    return actions.make_dossier(congress, name="Hồ sơ duyệt", **things, actor=actor)


def _titles(dossier: Dossier) -> list[str]:
    return [item.title for item in queries.items_of(dossier)]


def test_a_dossier_keeps_its_papers_in_order(congress: Congress, secretary: User) -> None:
    first, second = PaperFactory.create_batch(2, congress=congress)
    came_in = IncomingFactory.create(
        organization=congress.organization, file=keep(_scan()), file_name="kl.pdf"
    )
    dossier = _made(congress, secretary, papers=[second, first], incoming=[came_in])
    last = dossier.items.get(incoming=came_in)

    assert _titles(dossier) == [second.subject, first.subject, came_in.subject]
    actions.move_item(last, to=1, actor=secretary)
    assert _titles(dossier) == [came_in.subject, second.subject, first.subject]
    actions.remove_item(dossier.items.get(paper=second), actor=secretary)
    assert list(queries.items_of(dossier).values_list("position", flat=True)) == [1, 2]
    assert set(Entry.objects.values_list("action", flat=True)) == {
        "registry.make_dossier", "registry.move_item", "registry.remove_item",
    }  # fmt: skip


def test_a_paper_is_in_a_dossier_once(congress: Congress, secretary: User) -> None:
    paper = PaperFactory.create(congress=congress)
    dossier = _made(congress, secretary, papers=[paper])
    actions.add_items(dossier, papers=[paper], actor=secretary)

    assert _titles(dossier) == [paper.subject]


def test_two_dossiers_of_one_name_are_refused(congress: Congress, secretary: User) -> None:
    _made(congress, secretary)
    with pytest.raises(Conflict, match="đã có hồ sơ tên “Hồ sơ duyệt”"):
        _made(congress, secretary)


def test_sealing_binds_and_seals_everything(congress: Congress, secretary: User) -> None:
    draft = PaperFactory.create(congress=congress)
    came_in = IncomingFactory.create(
        organization=congress.organization, file=keep(_scan(3)), file_name="Kết luận.PDF"
    )
    letter = IncomingFactory.create(
        organization=congress.organization, file=keep(b"PK thu"), file_name="thu.docx"
    )
    papers = [_issued(congress), draft]
    dossier = _made(congress, secretary, papers=papers, incoming=[came_in, letter])
    sealed = actions.seal_dossier(dossier, actor=secretary)
    items = list(queries.items_of(sealed))

    assert [item.pages for item in items] == [2, 1, 3, None]
    assert [item.first_page for item in items] == [2, 4, 5, None]
    assert sealed.pages == 7
    assert sealed.pdf is not None
    assert page_count(sealed.pdf.read()) == 7
    assert sealed.archive is not None
    report = check(io.BytesIO(sealed.archive.read()))
    assert (report.is_whole, report.seal) == (True, sealed.seal)
    assert [(p["title"], p["symbol"], p["pages"]) for p in report.manifest.papers] == [
        ("Kế hoạch tổ chức đại hội", "01-KH/CB", 2),
        (draft.subject, "", 1),
        (came_in.subject, came_in.number, 3),
        (letter.subject, letter.number, 0),
    ]
    names = [file.name for file in report.files]
    assert names[0] == "ho-so.pdf"
    assert {name.rpartition(".")[2] for name in names} == {"pdf", "docx"}
    assert len(names) == 1 + 2 + 2 + 1 + 1


def test_an_issued_paper_goes_in_as_it_was_issued(congress: Congress, secretary: User) -> None:
    paper = _issued(congress)
    sealed = actions.seal_dossier(_made(congress, secretary, papers=[paper]), actor=secretary)
    assert sealed.archive is not None
    with zipfile.ZipFile(io.BytesIO(sealed.archive.read())) as archive:
        kept = {name: archive.read(name) for name in archive.namelist() if name.startswith("01")}

    assert sorted(kept.values()) == sorted([paper.entry.pdf.read(), b"PK word"])
    assert sealed.items.get().sha256 == paper.entry.pdf.sha256


def test_the_index_names_every_paper_with_page_and_hash(
    congress: Congress, secretary: User
) -> None:
    paper = _issued(congress)
    sealed = actions.seal_dossier(_made(congress, secretary, papers=[paper]), actor=secretary)
    assert sealed.pdf is not None
    text = _words(sealed.pdf.read(), page=0)

    assert "MỤC LỤC HỒ SƠ" in text
    assert "01-KH/CB" in text
    assert paper.subject in text
    assert "2-3" in text
    assert paper.entry.pdf.sha256[:8] in text


def test_a_dossier_of_a_union_has_no_title_of_the_party(
    congress: Congress, secretary: User
) -> None:
    congress.organization.kind = "union"
    congress.organization.save()
    dossier = _made(congress, secretary, papers=[PaperFactory.create(congress=congress)])
    items = list(queries.items_of(dossier))
    sets = hall_sets(dossier, items, ["Trần Thị Ánh"], two_sided=True)
    sealed = actions.seal_dossier(dossier, actor=secretary)
    assert sealed.pdf is not None
    for pdf in (sealed.pdf.read(), sets):
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in _words(pdf, page=0)


def _words(pdf: bytes, *, page: int) -> str:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(io.BytesIO(pdf)) as found:
        return " ".join((found.pages[page].extract_text() or "").split())


@pytest.mark.parametrize("change", ["add", "remove", "move", "rename", "drop", "seal"])
def test_nothing_changes_once_it_is_sealed(
    change: str, congress: Congress, secretary: User
) -> None:
    paper = PaperFactory.create(congress=congress)
    dossier = actions.seal_dossier(_made(congress, secretary, papers=[paper]), actor=secretary)
    item = dossier.items.get()
    steps: dict[str, Any] = {
        "add": lambda: actions.add_items(dossier, papers=[PaperFactory.create(congress=congress)], actor=secretary),
        "remove": lambda: actions.remove_item(item, actor=secretary),
        "move": lambda: actions.move_item(item, to=1, actor=secretary),
        "rename": lambda: actions.rename_dossier(dossier, name="Khác", actor=secretary),
        "drop": lambda: actions.remove_dossier(dossier, actor=secretary),
        "seal": lambda: actions.seal_dossier(dossier, actor=secretary),
    }  # fmt: skip

    with pytest.raises(Conflict, match="đã niêm phong"):
        steps[change]()
    assert Dossier.objects.get() == dossier


def test_an_empty_dossier_and_a_cancelled_paper_are_not_sealed(
    congress: Congress, secretary: User
) -> None:
    with pytest.raises(RuleBroken, match="chưa có văn bản nào"):
        actions.seal_dossier(_made(congress, secretary), actor=secretary)
    paper = _issued(congress)
    dossier = Dossier.objects.get()
    actions.add_items(dossier, papers=[paper], actor=secretary)
    entry = paper.entry
    entry.cancelled_at, entry.cancelled_by = entry.issued_at, secretary
    entry.cancelled_reason = "nhầm ngày"
    entry.save()

    with pytest.raises(RuleBroken, match="đã bị hủy trong sổ"):
        actions.seal_dossier(dossier, actor=secretary)
    dossier.refresh_from_db()
    assert (dossier.sealed_at, dossier.archive) == (None, None)


def test_who_may_not_seal_or_see(congress: Congress, secretary: User) -> None:
    dossier = _made(congress, secretary, papers=[PaperFactory.create(congress=congress)])
    committee = grant(Role.COMMITTEE_MEMBER, congress.organization)
    member = grant(Role.MEMBER, congress.organization)
    stranger = UserFactory.create()

    with pytest.raises(NotPermitted):
        actions.seal_dossier(dossier, actor=committee)
    assert queries.dossier_page(dossier.pk, viewer=committee).can_seal is False
    for viewer, refusal in ((member, NotPermitted), (stranger, NotFound)):
        with pytest.raises(refusal):
            queries.get_dossier(dossier.pk, viewer=viewer)


def test_a_dossier_with_papers_on_personnel_is_for_those_who_read_them(
    congress: Congress, secretary: User
) -> None:
    restricted = PaperFactory.create(congress=congress, kind="DANS", subject="Đề án nhân sự")
    open_ = PaperFactory.create(congress=congress)
    dossier = _made(congress, secretary, papers=[restricted, open_])
    clerk = grant(Role.CLERK, congress.organization)

    assert queries.dossier_list(congress.pk, viewer=secretary).dossiers == [dossier]
    assert queries.dossier_list(congress.pk, viewer=clerk).dossiers == []
    with pytest.raises(NotFound):
        queries.get_dossier(dossier.pk, viewer=clerk)
    with pytest.raises(NotFound):
        actions.make_dossier(congress, name="Lấy trộm", papers=[restricted], actor=clerk)
    assert list(queries.papers_to_add(congress, viewer=clerk)) == [open_]


def test_papers_of_elsewhere_do_not_go_in(congress: Congress, secretary: User) -> None:
    other = PaperFactory.create()
    came_in = IncomingFactory.create(file=keep(_scan()), file_name="a.pdf")
    for things in ({"papers": [other]}, {"incoming": [came_in]}):
        with pytest.raises(DomainError):
            _made(congress, secretary, **things)
    assert not Dossier.objects.exists()


def test_sets_have_a_cover_for_each_and_fresh_sheets(congress: Congress, secretary: User) -> None:
    dossier = _made(congress, secretary, papers=[_issued(congress)])
    items = list(queries.items_of(dossier))
    sets = hall_sets(dossier, items, ["Nông Văn An", "Lý Thị Bình", ""], two_sided=True)

    assert page_count(sets) == 3 * (2 + 2)
    assert "Đồng chí Nông Văn An" in _words(sets, page=0)
    assert "Đồng chí" not in _words(sets, page=8)


def test_the_pages_lead_from_an_empty_list_to_a_sealed_dossier(
    congress: Congress, secretary: User, client: Client
) -> None:
    paper = PaperFactory.create(congress=congress, kind="TTDH", subject="Xin duyệt đại hội")
    PaperFactory.create(congress=congress, kind="TLUN", subject="Tham luận")
    client.force_login(secretary)
    page = client.get(reverse("registry:dossier_list", args=[congress.pk]))
    assert "Chưa có hồ sơ nào" in page.content.decode()
    page = client.get(reverse("registry:dossier_add", args=[congress.pk]))
    assert page.context["form"].initial["papers"] == [paper.pk]

    sent = {"name": "Hồ sơ duyệt đại hội", "papers": [paper.pk]}
    answer = client.post(reverse("registry:dossier_add", args=[congress.pk]), sent, follow=True)
    dossier = Dossier.objects.get()
    assert "Xin duyệt đại hội" in answer.content.decode()
    answer = client.post(reverse("registry:dossier_seal", args=[dossier.pk]), follow=True)
    dossier.refresh_from_db()
    assert dossier.seal in answer.content.decode()
    pdf = client.get(reverse("registry:dossier_pdf", args=[dossier.pk]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    archive = client.get(reverse("registry:dossier_archive", args=[dossier.pk]))
    assert check(io.BytesIO(archive.content)).is_whole
    names = {"names": "Nông Văn An\nLý Thị Bình", "blank": "1", "two_sided": "on"}
    sets = client.post(reverse("registry:dossier_print", args=[dossier.pk]), names)
    assert page_count(sets.content) == 3 * (2 + 2)


def test_no_set_and_too_many_sets_are_refused(
    congress: Congress, secretary: User, client: Client
) -> None:
    dossier = _made(congress, secretary, papers=[PaperFactory.create(congress=congress)])
    client.force_login(secretary)
    for names in ({"names": "", "blank": "0"}, {"names": "A\nB", "blank": "499"}):
        page = client.post(reverse("registry:dossier_print", args=[dossier.pk]), names)
        assert "Hãy in từ 1 đến 500 bộ" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_however_many_papers(
    count: int, congress: Congress, secretary: User, client: Client, django_assert_num_queries: Any
) -> None:
    papers = [PaperFactory.create(congress=congress) for _n in range(count)]
    for number in range(count):
        actions.make_dossier(congress, name=f"Hồ sơ {number}", papers=papers, actor=secretary)
    client.force_login(secretary)
    pk = DossierItem.objects.first().dossier_id  # type: ignore[union-attr]  # one was made above
    client.get(reverse("registry:dossier_list", args=[congress.pk]))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("registry:dossier_list", args=[congress.pk]))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(reverse("registry:dossier_detail", args=[pk]))


LIST_QUERIES, PAGE_QUERIES = 15, 16
