"""The check page: open to everybody, it says that a paper exists, never what it says."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.files.models import StoredFile
from daihoi.papers.official import OfficialPaper
from daihoi.registry.actions import register as actions
from daihoi.registry.models import RegisterEntry
from daihoi.registry.queries.checking import spaced
from tests.factories.registry import content
from tests.registry.office import Office, an_office

pytestmark = pytest.mark.django_db
SECRET_WORDS = "Chi bộ báo cáo như sau"


@pytest.fixture(autouse=True)
def no_codes_tried() -> None:
    cache.clear()


@pytest.fixture
def office() -> Office:
    return an_office()


def page_of(code: str, **sent: Any) -> Any:
    url = reverse("check_paper", args=[code])
    return Client().post(url, sent) if sent else Client().get(url)


def test_anybody_learns_that_the_paper_exists_and_nothing_of_its_text(office: Office) -> None:
    entry = office.issue(office.paper(subject="Thực hiện nghị quyết"))
    answer = page_of(entry.check_code)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert entry.pdf is not None
    assert entry.word is not None
    for said in ("01-BC/CB", "20-3-2020", "Chi bộ Cục", "Thực hiện nghị quyết", "chưa bị hủy",
                 entry.pdf.sha256, entry.word.sha256, spaced(entry.check_code)):  # fmt: skip
        assert said in page, said
    assert SECRET_WORDS not in page
    assert "Nông Văn Bình" not in page
    assert "no-store" in answer["Cache-Control"]


def test_the_code_is_short_and_read_as_people_type_it(office: Office) -> None:
    entry = office.issue()
    assert len(entry.check_code) == 12
    typed = spaced(entry.check_code).lower().replace("-", " ")
    answer = Client().post(reverse("check_enter"), {"code": typed})
    assert answer["Location"] == reverse("check_paper", args=[entry.check_code])


def test_the_pdf_carries_the_address_of_the_page(office: Office) -> None:
    printed: list[OfficialPaper] = []

    def keeping(paper: OfficialPaper, profile: Any) -> bytes:
        printed.append(paper)
        return WRITE(paper, profile)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "printed_pdf", keeping)
        entry = office.issue()
    [paper] = printed
    assert paper.check is not None
    assert paper.check.url == f"https://daihoi.example/kiem-tra/{entry.check_code}/"
    assert spaced(entry.check_code) in paper.check.words


WRITE = actions.printed_pdf


def test_a_cancelled_paper_says_so(office: Office) -> None:
    entry = office.issue()
    actions.cancel(entry, "Sai tên", actor=office.clerk)
    page = page_of(entry.check_code).content.decode()
    assert "đã bị hủy ngày" in page
    assert "Sai tên" not in page


@pytest.mark.parametrize("restricted", ["kind", "secrecy"])
def test_of_a_restricted_paper_the_subject_is_not_said(office: Office, restricted: str) -> None:
    paper = (
        office.paper("DANS", subject="Nhân sự khóa mới")
        if restricted == "kind"
        else office.paper(content=content(secrecy="MẬT"), subject="Nhân sự khóa mới")
    )
    page = page_of(office.issue(paper).check_code).content.decode()
    assert "Nhân sự khóa mới" not in page
    assert "Nội dung hạn chế" in page


@pytest.mark.parametrize("which", ["pdf", "word"])
def test_the_same_file_is_recognised_and_not_kept(office: Office, which: str) -> None:
    entry = office.issue()
    file = entry.pdf if which == "pdf" else entry.word
    assert file is not None
    before = StoredFile.objects.count()
    page = page_of(entry.check_code, upload=SimpleUploadedFile("a.bin", file.read()))
    assert page.context["result"] == which
    changed = page_of(entry.check_code, upload=SimpleUploadedFile("a.bin", file.read() + b" "))
    assert changed.context["result"] == "other"
    assert StoredFile.objects.count() == before


def test_an_unknown_code_is_answered_kindly_and_many_are_turned_away(office: Office) -> None:
    entry = office.issue()
    answer = page_of("ACDEFHKMNPQR")
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in answer.content.decode()
    for _try in range(60):
        page_of("ACDEFHKMNPQR")
    assert page_of("ACDEFHKMNPQR").status_code == 429
    assert page_of(entry.check_code).status_code == 429  # guessing cannot be told from luck


def test_right_codes_are_never_counted(office: Office) -> None:
    entry = office.issue()
    assert {page_of(entry.check_code).status_code for _try in range(70)} == {200}


def test_a_paper_without_files_can_be_checked_too(office: Office) -> None:
    entry = RegisterEntry.objects.get(pk=office.issue().pk)
    entry.word = entry.pdf = None
    entry.save()
    page = page_of(entry.check_code, upload=SimpleUploadedFile("a.bin", b"x"))
    assert page.context["result"] == "other"
