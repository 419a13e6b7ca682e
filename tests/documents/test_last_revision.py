"""The last revision of a document is a task of its subcommittee, kept in step by the document."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.congresses.actions import tasks
from daihoi.congresses.models import Task
from daihoi.documents.actions import documents, texts
from daihoi.documents.models import Document
from tests.factories import BlockFactory, DocumentFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    made = DocumentFactory.create(title="Báo cáo chính trị")
    BlockFactory.create(version=VersionFactory.create(document=made))
    return made


@pytest.fixture
def head(document: Document) -> User:
    return grant(Role.SUBCOMMITTEE_HEAD, document)


def started(document: Document, head: User) -> Task:
    documents.complete(document, actor=head)
    due_on = clock.today() + timedelta(days=3)
    task = documents.start_last_revision(document, due_on=due_on, actor=head).last_revision_task
    assert task is not None
    return task


def test_it_is_given_with_its_due_date_and_linked_both_ways(document: Document, head: User) -> None:
    task = started(document, head)
    assert (task.title, task.due_on) == (
        "Chỉnh sửa lần cuối: Báo cáo chính trị",
        clock.today() + timedelta(days=3),
    )
    assert (task.subcommittee, task.state) == (document.subcommittee, "open")
    client = Client()
    client.force_login(head)
    door = reverse("documents:document_detail", args=[document.pk])
    there = reverse("congresses:task_detail", args=[task.pk])
    assert there in client.get(door).content.decode()
    page = client.get(there)
    assert f'href="{door}"' in page.content.decode()
    assert not any((page.context["page"].can.edit, page.context["page"].can.accept))


def test_a_final_document_ends_it(document: Document, head: User) -> None:
    task = started(document, head)
    texts.start_working(document, actor=head)
    documents.finalise(document, actor=head)
    task.refresh_from_db()
    assert (task.state, task.done_by) == ("done", head)


def test_a_draft_again_drops_it_and_another_start_gives_another(
    document: Document, head: User
) -> None:
    first = started(document, head)
    documents.reopen(document, actor=head)
    first.refresh_from_db()
    assert (first.state, first.drop_reason) == ("dropped", "Văn kiện trở lại là dự thảo.")
    second = started(document, head)
    assert second != first
    assert Task.objects.filter(state="open").get() == second


def test_it_is_not_ended_or_changed_apart_from_the_document(document: Document, head: User) -> None:
    task = started(document, head)
    for act in (
        lambda: tasks.accept_task(task, actor=head),
        lambda: tasks.drop_task(task, "Thôi", actor=head),
        lambda: tasks.report_task(task, actor=head),
        lambda: tasks.edit_task(task, {"title": "Khác"}, actor=head),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "task_kept"
    tasks.note_progress(task, "Đang sửa", percent=30, actor=head)
    assert task.notes.get().percent == 30


def test_no_last_revision_for_a_body_without_a_decision(document: Document, head: User) -> None:
    body = document.subcommittee
    body.decision_number, body.decision_on = "", None
    body.save()
    document = Document.objects.get(pk=document.pk)
    with pytest.raises(RuleBroken) as refused:
        started(document, head)
    assert refused.value.code == "no_decision"
    document.refresh_from_db()
    assert (document.state, document.last_revision_due_on) == ("completed", None)


def test_it_is_late_once_on_the_first_page(document: Document, head: User) -> None:
    task = started(document, head)
    yesterday = clock.today() - timedelta(days=1)
    Task.objects.filter(pk=task.pk).update(due_on=yesterday, given_on=yesterday)
    Document.objects.filter(pk=document.pk).update(last_revision_due_on=yesterday)
    secretary = grant(Role.SECRETARY, document.congress.organization)
    late = offers.late(User.objects.get(pk=secretary.pk))
    of_document = [row.title for row in late if "Báo cáo chính trị" in row.title]
    assert of_document == ["Chỉnh sửa lần cuối: Báo cáo chính trị"]
