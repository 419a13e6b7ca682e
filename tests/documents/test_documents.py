"""States of a document, who sees what, lists that do not slow down."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import documents, texts
from daihoi.documents.models import Document
from daihoi.documents.queries import documents as queries
from daihoi.documents.queries.standing import next_step, standing
from tests.factories import (
    DocumentFactory,
    OpinionRoundFactory,
    OrganizationFactory,
    SubcommitteeFactory,
    VersionFactory,
    grant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    version = VersionFactory.create(blocks=["MỞ ĐẦU", "Nội dung bí mật của chi bộ."])
    return version.document


def test_completed_still_allows_the_last_revision(document: Document) -> None:
    head = grant(Role.SUBCOMMITTEE_HEAD, document)
    due = clock.today() + timedelta(days=3)

    documents.complete(document, actor=head)
    working = texts.start_working(document, actor=head)
    row = working.blocks.order_by("position").last()
    texts.change_block(working, row.key, "Sửa sau khi hoàn thành.", revision=1, actor=head)
    documents.start_last_revision(document, due_on=due, actor=head)
    final = documents.finalise(document, actor=head)

    assert (final.state, final.last_revision_due_on) == ("final", due)
    assert final.final_at is not None
    working.refresh_from_db()
    assert not working.is_working
    moves = Entry.objects.filter(subject_type="documents.document").order_by("pk")
    states = [move.after["state"] for move in moves if "state" in move.after]
    assert states == ["completed", "last_revision", "final"]
    with pytest.raises(Conflict):
        documents.reopen(document, actor=head)
    with pytest.raises(Conflict):
        texts.start_working(document, actor=head)


def test_a_document_is_not_final_while_an_opinion_has_no_answer() -> None:
    document = DocumentFactory.create(state="last_revision")
    head = grant(Role.SUBCOMMITTEE_HEAD, document)
    base = VersionFactory.create(document=document)
    round_ = OpinionRoundFactory.create(
        document=document, base_version=base, state="ended", opinions_count=3, answered_count=2
    )
    assert queries.document_page(document, viewer=head).missing == [
        "1 đợt lấy ý kiến chưa đóng",
        "1 ý kiến chưa được trả lời",
    ]
    with pytest.raises(RuleBroken) as refused:
        documents.finalise(document, actor=head)
    assert [finding.code for finding in refused.value.findings] == [
        "rounds_not_closed",
        "opinions_unanswered",
    ]

    round_.state, round_.answered_count = "closed", 3
    round_.closed_at, round_.result_version = clock.now(), base
    round_.save()
    assert documents.finalise(document, actor=head).state == "final"


def test_events_out_of_turn_are_refused(document: Document) -> None:
    head = grant(Role.SUBCOMMITTEE_HEAD, document)
    with pytest.raises(Conflict):
        documents.finalise(document, actor=head)
    with pytest.raises(Conflict):
        documents.start_last_revision(document, due_on=clock.today(), actor=head)
    documents.complete(document, actor=head)
    with pytest.raises(Conflict):
        documents.complete(document, actor=head)
    with pytest.raises(RuleBroken):
        documents.start_last_revision(document, due_on=date(2000, 1, 1), actor=head)
    documents.reopen(document, actor=head)
    document.refresh_from_db()
    assert document.state == "draft"


def test_members_read_and_do_not_move(document: Document) -> None:
    member = grant(Role.MEMBER, document.congress)
    with pytest.raises(NotPermitted):
        documents.complete(document, actor=member)
    page = queries.document_page(queries.get_document(document.pk, viewer=member), viewer=member)
    assert page.can == queries.Can()
    assert page.step == "Văn kiện này chưa lấy ý kiến."
    with pytest.raises(NotFound):
        documents.complete(DocumentFactory.create(), actor=member)


ADDRESSES = ["", "lich-su/", "so-sanh/", "nhap/", "ban-cuoi/", "chinh-sua-lan-cuoi/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_and_superiors_get_404(client: Any, document: Document, address: str) -> None:
    organization = document.congress.organization
    above = OrganizationFactory.create(path="/900/")
    type(organization).objects.filter(pk=organization.pk).update(path="/900/7/")
    stranger = grant(Role.SECRETARY, DocumentFactory.create().congress)
    for user in (stranger, grant(Role.SUPERIOR, above)):
        client.force_login(user)
        assert client.get(f"/van-kien/{document.pk}/{address}").status_code == 404


def test_a_superior_sees_states_and_no_text(client: Any, document: Document) -> None:
    organization = document.congress.organization
    above = OrganizationFactory.create(path="/900/")
    type(organization).objects.filter(pk=organization.pk).update(path="/900/7/")
    DocumentFactory.create(title="Của tổ chức khác")
    client.force_login(grant(Role.SUPERIOR, above))

    page = client.get("/van-kien/", follow=True)

    said = page.content.decode()
    assert page.redirect_chain == [("/van-kien/cap-duoi/", 302)]
    assert document.title in said
    assert "dự thảo" in said
    assert "bí mật" not in said
    assert "Của tổ chức khác" not in said


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    client: Any, django_assert_num_queries: Any, count: int
) -> None:
    owner = SubcommitteeFactory.create()
    for n in range(count):
        document = DocumentFactory.create(subcommittee=owner, state="under_comment")
        base = VersionFactory.create(document=document)
        OpinionRoundFactory.create(document=document, base_version=base, number=n + 1)
    member = grant(Role.MEMBER, owner.congress)

    with django_assert_num_queries(6):  # grants, congresses, owners, documents, versions, rounds
        groups = queries.documents_by_congress(viewer=member)
        said = render_to_string("documents/document_list.html", {"groups": groups})

    assert said.count("lần ") >= count
    assert [len(group.rows) for group in groups] == [count]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_versions_as_for_one(
    django_assert_num_queries: Any, document: Document, count: int
) -> None:
    for n in range(2, count + 1):
        VersionFactory.create(document=document, number=n, blocks=["Một."])
    head = grant(Role.SUBCOMMITTEE_HEAD, document)

    with django_assert_num_queries(5):  # document, grants, versions, rounds, what is missing
        read = queries.get_document(document.pk, viewer=head)
        page = queries.document_page(read, viewer=head)
        render_to_string("documents/document_detail.html", {"page": page, "document": read})

    assert len(page.versions) == count


def test_the_history_tells_readers_of_texts_but_not_who_said_what(
    client: Any, document: Document
) -> None:
    from daihoi.audit.actions import record

    head = grant(Role.SUBCOMMITTEE_HEAD, document)
    working = texts.start_working(document, actor=head)
    row = working.blocks.order_by("position").last()
    texts.change_block(working, row.key, "Nội dung đã sửa.", revision=1, actor=head)
    record("documents.add_opinion", document, actor=head, context=document)

    client.force_login(grant(Role.MEMBER, document.congress))
    page = client.get(f"/van-kien/{document.pk}/lich-su/")
    told = [row.what for row in page.context["page"].object_list]
    assert told == ["Sửa đoạn", "Bắt đầu bản đang sửa"]
    assert "Nội dung đã sửa" not in page.content.decode()

    client.force_login(head)
    page = client.get(f"/van-kien/{document.pk}/lich-su/")
    assert page.context["page"].object_list[0].what == "Góp ý kiến"
    assert "<ins>" in page.content.decode()


def test_every_action_has_a_name_in_the_history() -> None:
    from pathlib import Path

    from daihoi.documents import actions as room
    from daihoi.documents.queries import history

    said = re.compile(r"""["'](documents\.[a-z_]+)["']""")
    folder = Path(room.__file__).parent
    found = {name for path in folder.glob("*.py") for name in said.findall(path.read_text("utf-8"))}
    topics = {"documents.version", "documents.round"}
    assert found - topics - set(history.LABELS) - set(history.INNER_LABELS) == set()


def test_only_who_moves_a_document_is_told_what_to_do(document: Document) -> None:
    assert next_step(document, []) == ("Đọc lại bản dự thảo rồi mở đợt lấy ý kiến lần thứ nhất.")
    today = clock.today()
    round_ = OpinionRoundFactory.build(
        document=document, number=2, opens_on=today, closes_on=today, state="open"
    )
    document.state = "under_comment"
    assert standing(document, [round_]).startswith("Đang lấy ý kiến lần 2, đến hết ngày ")
    round_.opens_on = round_.closes_on = today - timedelta(days=1)
    assert standing(document, [round_]) == "Đã hết hạn lấy ý kiến lần 2; tiểu ban đang tiếp thu."
    document.state = "draft"
    assert standing(document, [round_]) == "Đã lấy ý kiến lần 2; tiểu ban đang chỉnh sửa dự thảo."
    document.kind = "VKCT"
    assert standing(document, [round_]).endswith("ý kiến được tổng hợp gửi cấp trên.")
    document.kind, document.state = "BCCT", "completed"
    assert standing(document, []) == "Dự thảo đã hoàn thành, chờ chỉnh sửa lần cuối."
    assert "giao hạn" in next_step(document, [])
