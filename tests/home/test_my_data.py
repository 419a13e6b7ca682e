"""A person sees and takes along all that is kept about her, and nothing about anybody else."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.congresses.models import Task
from daihoi.documents.models import Answer, Opinion
from daihoi.organizations.actions.looking import look_at_person
from daihoi.organizations.models import Organization, Person
from tests.factories import (
    CongressFactory,
    MembershipFactory,
    OpinionFactory,
    OpinionRoundFactory,
    OrganizationFactory,
    PersonFactory,
    UserFactory,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


def member(cell: Organization, word: str) -> Person:
    """Somebody whose every kept text holds ``word``."""
    user = grant(Role.MEMBER, cell, UserFactory.create(full_name=f"Nguyễn {word}"))
    person = PersonFactory.create(
        organization=cell, user=user, full_name=f"Nguyễn {word}", phone=f"09{word}",
        notes=f"ghi chú {word}", hometown=f"xã {word}",
    )  # fmt: skip
    MembershipFactory.create(person=person, note=f"lý do {word}", paper="12-QĐ")
    congress = CongressFactory.create(organization=cell)
    Task.objects.create(
        congress=congress, assignee="person", person=person, title=f"việc {word}",
        given_on=date(2020, 3, 1), created_at=timezone.now(), created_by=user,
    )  # fmt: skip
    round_ = OpinionRoundFactory.create(document__congress=congress)
    opinion = OpinionFactory.create(
        round=round_, source="person", person=person, text=f"ý kiến {word}"
    )
    answer = Answer.objects.create(
        round=round_, result="accepted", explanation=f"giải trình {word}", answered_by=user,
        answered_at=timezone.now(),
    )  # fmt: skip
    Opinion.objects.filter(pk=opinion.pk).update(answer=answer)
    return person


def archive(user: User) -> tuple[dict[str, list[dict[str, object]]], bytes]:
    client = Client()
    client.force_login(user)
    response = client.get(reverse("home:my_data_export"))
    assert response["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(response.content)) as files:
        assert files.namelist() == ["du-lieu-cua-toi.xlsx", "du-lieu-cua-toi.json"]
        said = json.loads(files.read("du-lieu-cua-toi.json"))
        book = files.read("du-lieu-cua-toi.xlsx")
    return {table["title"]: table["rows"] for table in said["tables"]}, book


def test_all_that_is_kept_is_there_and_nothing_of_anybody_else(cell: Organization) -> None:
    mine, theirs = member(cell, "MAIMAI"), member(cell, "KHACKHAC")
    secretary = grant(Role.SECRETARY, cell)
    look_at_person(mine, actor=secretary)
    look_at_person(
        theirs, actor=grant(Role.SECRETARY, cell, UserFactory.create(full_name="KHACKHAC"))
    )
    assert mine.user is not None
    tables, book = archive(mine.user)
    said = json.dumps(tables, ensure_ascii=False)
    for words in ("09MAIMAI", "ghi chú MAIMAI", "lý do MAIMAI", "việc MAIMAI", "ý kiến MAIMAI",
                  "giải trình MAIMAI", mine.user.username, secretary.full_name):  # fmt: skip
        assert words in said, words
    assert "KHACKHAC" not in said
    assert tables["Tư cách đảng viên theo thời gian"][0]["Bắt đầu do"] == "12-QĐ"
    assert len(tables["Ý kiến góp ý"]) == 1
    assert len(tables["Ai đã xem hồ sơ của tôi"]) == 1
    sheets = load_workbook(BytesIO(book))
    assert len(sheets.sheetnames) == len(tables)
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert "ý kiến MAIMAI" in cells
    assert not any("KHACKHAC" in value for value in cells)


def test_the_page_shows_the_same_and_is_found_from_every_page(cell: Organization) -> None:
    mine, _theirs = member(cell, "MAIMAI"), member(cell, "KHACKHAC")
    client = Client()
    assert mine.user is not None
    client.force_login(mine.user)
    page = client.get(reverse("home:my_data")).content.decode()
    assert "ý kiến MAIMAI" in page
    assert "giải trình MAIMAI" in page
    assert "KHACKHAC" not in page
    assert reverse("home:my_data") in client.get(reverse("home:first_page")).content.decode()


def test_who_is_in_no_list_sees_her_account_and_no_more() -> None:
    user = UserFactory.create()
    tables, _book = archive(user)
    assert tables["Tài khoản"][0]["Tên đăng nhập"] == user.username
    assert "Thông tin cá nhân" not in tables
    assert "Ý kiến góp ý" not in tables
