"""A report beside the skeleton of its kind: who writes each section, what is there, how long it is."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions.sections import set_owners
from daihoi.documents.models import Document, SectionOwner
from daihoi.documents.queries.sections import sections_page
from daihoi.documents.queries.skeletons import sections_of
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Office
from daihoi.rules.lengths import usual_lengths
from tests.documents.asking import Cell, cell
from tests.factories import (
    DocumentFactory,
    OrganizationFactory,
    PersonFactory,
    UnitFactory,
    VersionFactory,
    grant,
)

pytestmark = pytest.mark.django_db

TEXTS = [
    "BÁO CÁO CHÍNH TRỊ",
    "Mở đầu có năm chữ.",
    "PHẦN THỨ NHẤT: TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ 2015-2020",
    "I. ĐẶC ĐIỂM TÌNH HÌNH",
    "Chi bộ có bốn mươi sáu đảng viên.",
    "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
    "Đạt.",
]


@pytest.fixture
def place() -> Cell:
    made = cell()
    VersionFactory.create(document=made.document, number=7, blocks=TEXTS)
    return made


def test_the_skeleton_of_the_political_report_has_its_parts_and_sections() -> None:
    sections = sections_of("BCCT")
    assert [section.title for section in sections if section.is_part] == [
        "Phần thứ nhất: TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT NHIỆM KỲ",
        "Phần thứ hai: PHƯƠNG HƯỚNG, NHIỆM VỤ NHIỆM KỲ",
    ]
    assert [section.code for section in sections][:4] == ["1", "1.1", "1.2", "1.3"]
    assert "V. NGUYÊN NHÂN" in [section.title for section in sections]
    assert sections_of("KHAC") == ()


def test_sections_are_found_and_what_is_missing_and_short_is_said(place: Cell) -> None:
    page = sections_page(place.document.pk, viewer=place.head)
    found = [(row.section.code, row.words) for row in page.rows if row.block]
    assert found == [("1", 12), ("1.1", 13), ("1.2", 9)]
    assert page.opening == 9
    assert page.words == 43
    assert "2.3" in [section.code for section in page.missing]
    assert page.warnings == ["Khoảng 1 trang, ngắn hơn mức thường thấy 10 đến 15 trang."]


def test_a_part_may_stand_alone_in_its_line() -> None:
    first, second = (section for section in sections_of("BCCT") if section.is_part)
    assert first.is_headed("PHẦN THỨ NHẤT")
    assert not second.is_headed("PHẦN THỨ NHẤT")
    assert not first.is_headed("I. ĐẶC ĐIỂM TÌNH HÌNH")


@pytest.mark.parametrize(
    ("words", "code"),
    [(9 * 450, "too_short"), (9 * 450 + 1, ""), (15 * 450, ""), (15 * 450 + 1, "too_long")],
)
def test_a_length_is_usual_from_ten_to_fifteen_pages(words: int, code: str) -> None:
    findings = usual_lengths()["BCCT"].check(words)
    assert [finding.code for finding in findings] == ([code] if code else [])
    assert usual_lengths()["BCCT"].certainty == "U"


def test_a_section_is_given_to_a_unit_or_a_person_who_are_told(place: Cell) -> None:
    organization = place.document.congress.organization
    unit = UnitFactory.create(organization=organization)
    head = grant(Role.MEMBER, organization)
    person = PersonFactory.create(organization=organization, user=head)
    Office.objects.create(person=person, kind="unit_head", unit=unit, starts_on="2020-01-01")
    writer = grant(Role.MEMBER, organization)
    other = PersonFactory.create(organization=organization, user=writer)

    set_owners(place.document, {"1.1": unit, "1.2": other, "1.3": None}, actor=place.head)
    assert list(
        SectionOwner.objects.order_by("section").values_list("section", "unit", "person")
    ) == [("1.1", unit.pk, None), ("1.2", None, other.pk)]
    assert {notice.user for notice in Notice.objects.filter(title__contains="Được giao viết")} == {
        head,
        writer,
    }
    entry = Entry.objects.get(action="documents.set_owners")
    assert entry.after == {"1.1": str(unit), "1.2": str(other)}

    set_owners(place.document, {"1.1": None, "1.2": other}, actor=place.head)
    assert list(SectionOwner.objects.values_list("section", flat=True)) == ["1.2"]
    assert Entry.objects.filter(action="documents.set_owners").count() == 2
    set_owners(place.document, {"1.2": other}, actor=place.head)  # nothing new is no entry
    assert Entry.objects.filter(action="documents.set_owners").count() == 2


def test_what_cannot_be_given_is_refused(place: Cell) -> None:
    organization = place.document.congress.organization
    unit = UnitFactory.create(organization=organization)
    stranger = PersonFactory.create(organization=OrganizationFactory.create())
    for owners in ({"9.9": unit}, {"1.1": stranger}):
        with pytest.raises(RuleBroken):
            set_owners(place.document, owners, actor=place.head)
    with pytest.raises(NotPermitted):
        set_owners(place.document, {"1.1": unit}, actor=place.member())
    Document.objects.filter(pk=place.document.pk).update(
        state="final", final_at=place.document.created_at
    )
    with pytest.raises(Conflict):
        set_owners(place.document, {"1.1": unit}, actor=place.head)
    assert not SectionOwner.objects.exists()


def test_the_pages_give_sections_out_and_show_them(place: Cell, client: Client) -> None:
    unit = UnitFactory.create(organization=place.document.congress.organization, name="Văn phòng")
    shown, give = (
        reverse(f"documents:document_{name}", args=[place.document.pk])
        for name in ("sections", "owners")
    )
    client.force_login(place.head)
    client.post(give, {"1.1": f"unit:{unit.pk}", "1.2": ""})
    assert SectionOwner.objects.get().unit == unit
    page = client.get(shown).content.decode()
    assert "Văn phòng" in page
    heading: UUID = place.document.versions.get(number=7).blocks.get(text=TEXTS[3]).key
    assert f"#b-{heading.hex}" in page
    assert "chưa có nguồn xác nhận" in page
    client.force_login(place.member())
    assert give not in client.get(shown).content.decode()
    assert client.get(give).status_code == 403
    assert (
        shown
        in client.get(
            reverse("documents:document_detail", args=[place.document.pk])
        ).content.decode()
    )


def test_a_kind_without_skeleton_has_no_such_page(place: Cell) -> None:
    other = DocumentFactory.create(subcommittee=place.document.subcommittee, kind="KHAC")
    with pytest.raises(NotFound):
        sections_page(other.pk, viewer=place.head)


def test_the_page_costs_the_same(
    place: Cell, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(place.head)
    page = reverse("documents:document_sections", args=[place.document.pk])
    for sections in (["1.1"], ["1.1", "1.2", "1.3"]):
        unit = UnitFactory.create(organization=place.document.congress.organization)
        set_owners(place.document, dict.fromkeys(sections, unit), actor=place.head)
        with django_assert_num_queries(16):
            client.get(page)
