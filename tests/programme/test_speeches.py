"""Prepared speeches: registered, written by the speaker, reviewed, approved, put in order."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import BadFile, Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.congresses.models import Congress
from daihoi.documents.models import Document
from daihoi.notifications.models import Notice
from daihoi.organizations.models import Person
from daihoi.programme.actions import merging, speeches
from daihoi.programme.actions.items import edit_item
from daihoi.programme.models import Speech
from daihoi.programme.queries.speeches import (
    get_speech,
    speech_list,
    speech_page,
    speeches_found,
    texts_of,
)
from daihoi.rules.programme.speeches import SpeechEvent
from tests.factories import (
    MembershipFactory,
    PersonFactory,
    SubcommitteeFactory,
    UserFactory,
    grant,
)
from tests.factories.documents import DocumentFactory, VersionFactory
from tests.factories.programme import SpeechFactory, deposited, programme_of, reworked
from tests.programme.approving import approve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 3, 26, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def congress() -> Congress:
    return SubcommitteeFactory.create(purpose="documents").congress


@pytest.fixture
def secretary(congress: Congress) -> User:
    return grant(Role.SECRETARY, congress.organization)


@pytest.fixture
def reviewer(congress: Congress) -> User:
    user = grant(Role.SUBCOMMITTEE_MEMBER, congress.subcommittees.get())
    return grant(Role.MEMBER, congress.organization, user)


@pytest.fixture
def member(congress: Congress) -> User:
    return grant(Role.MEMBER, congress.organization)


@pytest.fixture
def person(congress: Congress, member: User) -> Person:
    found = PersonFactory.create(organization=congress.organization, user=member)
    MembershipFactory.create(person=found)
    return found


@pytest.fixture
def speech(congress: Congress, person: Person, reviewer: User) -> Speech:
    values = {"topic": "Sinh hoạt chi bộ", "person": person, "minutes": 5}
    return speeches.register_speech(congress, values, actor=reviewer)


def written(speech: Speech, text: str, actor: User) -> Speech:
    return speeches.write_speech(speech, text, revision=speech.revision, actor=actor)


def decided(speech: Speech, event: SpeechEvent, actor: User, remarks: str = "") -> Speech:
    return speeches.decide_speech(
        speech, event, remarks=remarks, revision=speech.revision, actor=actor
    )


def test_a_speaker_is_told_writes_and_is_approved(
    speech: Speech, member: User, reviewer: User, secretary: User
) -> None:
    assert "được phân công tham luận" in Notice.objects.get(user=member).title
    assert [row.title for row in offers.waiting(member)][:1] == ["Viết bài tham luận"]
    done = written(speech, "Kính thưa đại hội! " * 50, member)
    assert (done.state, done.words) == ("draft", 200)
    seen = decided(done, SpeechEvent.REVIEW, reviewer)
    with pytest.raises(NotPermitted):
        decided(seen, SpeechEvent.APPROVE, reviewer)
    good = decided(seen, SpeechEvent.APPROVE, secretary)
    assert (good.state, good.decided_by) == ("approved", secretary)
    with pytest.raises(Conflict) as refused:
        written(good, "Sửa.", member)
    assert refused.value.code == "speech_state"
    actions = ["register_speech", "write_speech", "decide_speech", "decide_speech"]
    told = Entry.objects.order_by("sequence").values_list("action", flat=True)
    assert list(told) == [f"programme.{name}" for name in actions]


def test_to_return_one_must_say_why_and_the_speaker_reads_it(
    speech: Speech, member: User, reviewer: User
) -> None:
    done = written(speech, "Bài ngắn.", member)
    with pytest.raises(RuleBroken) as refused:
        decided(done, SpeechEvent.RETURN, reviewer)
    assert refused.value.code == "no_remarks"
    back = decided(done, SpeechEvent.RETURN, reviewer, "Thêm số liệu.")
    assert (back.state, back.remarks) == ("returned", "Thêm số liệu.")
    last = Notice.objects.filter(user=member).latest("pk")
    assert last.body == "Thêm số liệu."
    assert written(back, "Bài đã thêm số liệu.", member).state == "draft"


def test_nobody_reviews_her_own(speech: Speech, member: User, congress: Congress) -> None:
    grant(Role.SUBCOMMITTEE_HEAD, congress.subcommittees.get(), member)
    done = written(speech, "Bài.", member)
    with pytest.raises(NotPermitted):
        decided(done, SpeechEvent.REVIEW, member)


def test_nobody_approves_her_own(speech: Speech, person: Person, congress: Congress) -> None:
    leader = grant(Role.SECRETARY, congress.organization, person.user)
    done = written(speech, "Bài.", leader)
    page = speech_page(done.pk, viewer=leader)
    assert (page.can.approve, page.can.review, page.can.send_back) == (False, False, True)
    with pytest.raises(NotPermitted):
        decided(done, SpeechEvent.APPROVE, leader)
    done.refresh_from_db()
    assert (done.state, done.decided_by) == ("draft", None)


@pytest.fixture
def document(congress: Congress) -> Document:
    """A speech written as a document: version 2 is fixed, version 3 is still worked on."""
    found = DocumentFactory.create(
        subcommittee=congress.subcommittees.get(), kind="TLUN", title="Tham luận về kỷ luật"
    )
    for number, text in enumerate(("Bản một.", "Bản hai đã chốt.", "Bản ba còn sửa."), 1):
        values = {"frozen_at": None} if number == 3 else {}
        VersionFactory.create(document=found, number=number, blocks=[text], **values)
    return found


def linked(congress: Congress, document: Document, secretary: User, **values: Any) -> Speech:
    told = {"topic": "Kỷ luật", "speaker_name": "Nông Văn Bình", "minutes": 5} | values
    return speeches.register_speech(congress, told | {"document": document}, actor=secretary)


def test_a_speech_that_is_a_document_shows_its_newest_fixed_version(
    congress: Congress, document: Document, secretary: User
) -> None:
    speech = linked(congress, document, secretary)
    page = speech_page(speech.pk, viewer=secretary)
    assert (speech.state, page.text, page.version) == ("draft", "Bản hai đã chốt.", 2)
    assert [row.words for row in speech_list(congress.pk, viewer=secretary).rows] == [4]
    outsider = UserFactory.create()
    assert texts_of([speech], viewer=outsider) == {}


def test_approved_words_of_a_document_stay_as_they_were(
    congress: Congress, document: Document, secretary: User, member: User
) -> None:
    good = decided(linked(congress, document, secretary), SpeechEvent.APPROVE, secretary)
    assert (good.text, good.words, good.document_version) == ("Bản hai đã chốt.", 4, 2)
    VersionFactory.create(document=document, number=4, blocks=["Bản bốn, chưa ai duyệt."])
    for viewer in (member, secretary):
        assert speech_page(good.pk, viewer=viewer).text == "Bản hai đã chốt."
    assert [row.words for row in speech_list(congress.pk, viewer=member).rows] == [4]
    assert [each.pk for each in speeches_found("da chot", viewer=member)] == [good.pk]
    entry = Entry.objects.get(action="programme.decide_speech")
    assert entry.after == {"state": "approved", "remarks": "", "version": 2}
    back = decided(good, SpeechEvent.REOPEN, secretary, "Bổ sung.")
    assert (back.text, back.document_version) == ("", None)
    assert speech_page(back.pk, viewer=secretary).text == "Bản bốn, chưa ai duyệt."


def test_a_version_that_nobody_saw_is_not_approved(
    congress: Congress, document: Document, secretary: User
) -> None:
    speech = linked(congress, document, secretary)
    VersionFactory.create(document=document, number=4, blocks=["Bản bốn."])
    with pytest.raises(Conflict) as refused:
        speeches.decide_speech(speech, SpeechEvent.APPROVE, revision=1, version=2, actor=secretary)
    assert refused.value.code == "outdated"


def test_a_document_without_a_fixed_version_is_not_approved(
    congress: Congress, document: Document, secretary: User
) -> None:
    speech = linked(congress, document, secretary)
    document.versions.filter(number__lt=3).delete()
    with pytest.raises(RuleBroken) as refused:
        decided(speech, SpeechEvent.APPROVE, secretary)
    assert refused.value.code == "no_frozen_version"
    speech.refresh_from_db()
    assert (speech.state, speech.text) == ("draft", "")


def test_an_approved_speech_is_not_edited(
    congress: Congress, document: Document, secretary: User, client: Client
) -> None:
    speech = SpeechFactory.create(congress=congress, state="approved", text="Bài.", words=1)
    for values in ({"document": document}, {"topic": "Chủ đề khác"}):
        with pytest.raises(Conflict) as refused:
            speeches.edit_speech(speech, values, actor=secretary)
        assert refused.value.code == "approved"
    speech.refresh_from_db()
    assert (speech.document, speech.topic, speech.revision) == (None, speech.topic, 1)
    client.force_login(secretary)
    page = client.get(reverse("programme:speech_detail", args=[speech.pk])).content.decode()
    assert reverse("programme:speech_edit", args=[speech.pk]) not in page


def test_another_text_is_looked_at_again(
    congress: Congress, document: Document, secretary: User, reviewer: User
) -> None:
    speech = SpeechFactory.create(congress=congress, state="reviewed", text="Bài.", words=1)
    assert speeches.edit_speech(speech, {"minutes": 6}, actor=secretary).state == "reviewed"
    assert speeches.edit_speech(speech, {"document": document}, actor=secretary).state == "draft"
    stranger = SubcommitteeFactory.create(purpose="documents")
    other = DocumentFactory.create(subcommittee=stranger, kind="TLUN")
    with pytest.raises(NotFound):
        speeches.edit_speech(speech, {"document": other}, actor=secretary)
    with pytest.raises(NotFound):
        linked(congress, other, secretary)


def test_a_merge_holds_what_is_kept_of_both(speech: Speech, person: Person) -> None:
    new = PersonFactory.create(organization=person.organization)
    for hold in (merging.HeldParts, merging.HeldSpeeches):
        with CaptureQueriesContext(connection) as asked:
            hold(person, new)
        tables = " ".join(query["sql"] for query in asked)
        assert "programme_" in tables
        if connection.vendor == "postgresql":
            assert tables.count("FOR UPDATE") == len(asked)
    held = {each.hold for each in offers.references() if "programme." in str(each.fields)}
    assert held == {merging.HeldParts, merging.HeldSpeeches}


def test_only_speaker_and_reviewers_write_and_read_a_draft(
    speech: Speech, congress: Congress, member: User
) -> None:
    other = grant(Role.MEMBER, congress.organization)
    with pytest.raises(NotPermitted):
        written(speech, "Viết hộ.", other)
    written(speech, "Bài của tôi về kỷ luật.", member)
    with pytest.raises(NotFound):
        get_speech(speech.pk, viewer=other)
    assert [row.reads for row in speech_list(congress.pk, viewer=other).rows] == [False]
    assert [row.reads for row in speech_list(congress.pk, viewer=member).rows] == [True]
    assert [each.pk for each in speeches_found("ky luat", viewer=member)] == [speech.pk]
    assert list(speeches_found("ky luat", viewer=other)) == []


def test_what_two_write_at_once_is_not_lost(speech: Speech, member: User, reviewer: User) -> None:
    written(speech, "Bản của người nói.", member)
    with pytest.raises(Conflict) as refused:
        speeches.write_speech(speech, "Bản khác.", revision=1, actor=reviewer)
    assert refused.value.code == "outdated"
    assert Speech.objects.get().text == "Bản của người nói."


def test_a_word_file_is_read_and_kept(speech: Speech, member: User) -> None:
    word, kept = WordDocument(), io.BytesIO()
    word.add_paragraph("Kính thưa đại hội!")
    word.add_paragraph("Chi bộ có 42 đảng viên.")
    word.save(kept)
    done = speeches.write_speech(
        speech, "", revision=1, content=kept.getvalue(), file_name="bai.docx", actor=member
    )
    assert done.text == "Kính thưa đại hội!\n\nChi bộ có 42 đảng viên."
    assert (done.words, done.file_name) == (10, "bai.docx")
    with pytest.raises(BadFile):
        speeches.write_speech(
            done, "", revision=2, content=b"%PDF-1", file_name="bai.docx", actor=member
        )


def test_words_are_held_against_minutes_and_all_against_the_programme(
    congress: Congress, secretary: User
) -> None:
    programme_of(congress, actor=secretary)
    SpeechFactory.create(congress=congress, minutes=7, words=1200, state="draft")
    SpeechFactory.create(congress=congress, minutes=30)
    page = speech_list(congress.pk, viewer=secretary)
    assert page.slot is not None
    assert (page.total, page.slot.minutes, page.over) == (37, 34, 3)
    assert [(row.needed, row.over) for row in page.rows] == [(8, 1), (0, -30)]


def test_the_order_of_speaking_is_changed(congress: Congress, secretary: User) -> None:
    first, second = (SpeechFactory.create(congress=congress) for _ in range(2))
    speeches.move_speech(second, by=-1, actor=secretary)
    rows = speech_list(congress.pk, viewer=secretary).rows
    assert [row.speech for row in rows] == [second, first]


def test_an_approved_speech_becomes_a_paper_and_is_not_removed(
    congress: Congress, secretary: User
) -> None:
    speech = SpeechFactory.create(
        congress=congress, state="approved", text="Kính thưa đại hội!", words=4
    )
    paper = speeches.deposit_speech(speech, actor=secretary)
    assert (paper.kind, paper.values["chủ đề tham luận"]) == ("TLUN", speech.topic)
    with pytest.raises(Conflict):
        speeches.remove_speech(speech, actor=secretary)
    draft = SpeechFactory.create(congress=congress)
    with pytest.raises(RuleBroken):
        speeches.deposit_speech(draft, actor=secretary)
    speeches.remove_speech(draft, actor=secretary)
    assert Speech.objects.get() == speech


def test_speeches_follow_a_merged_person(
    speech: Speech, congress: Congress, secretary: User
) -> None:
    new = PersonFactory.create(organization=congress.organization)
    assert merging.move_speeches(speech.person, new, actor=secretary) == 1
    speech.refresh_from_db()
    assert speech.person == new


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions_however_many(
    congress: Congress, secretary: User, client: Client, count: int,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    for _ in range(count):
        SpeechFactory.create(congress=congress)
    client.force_login(secretary)
    url = reverse("programme:speech_list", args=[congress.pk])
    client.get(url)
    with django_assert_max_num_queries(60):  # type: ignore[operator]  # a fixture of pytest-django
        response = client.get(url)
    assert response.status_code == 200


def test_a_member_measures_speeches_against_the_version_she_may_read(
    congress: Congress, secretary: User, member: User
) -> None:
    version = programme_of(congress, actor=secretary)
    assert speech_list(congress.pk, viewer=member).slot is None
    done = deposited(version, actor=secretary)
    draft = reworked(done, actor=secretary)
    at = next(item for item in draft.items.all() if "speeches" in item.does)
    edit_item(at, {"minutes": 10}, actor=secretary)
    assert slots_for(congress, member, secretary) == [(1, 34, False), (2, 10, False)]


def test_once_a_version_is_approved_speeches_are_measured_against_it(
    congress: Congress, secretary: User, member: User, client: Client
) -> None:
    done = deposited(programme_of(congress, actor=secretary), actor=secretary)
    approve(done, secretary)
    draft = reworked(done, actor=secretary)
    at = next(item for item in draft.items.all() if "speeches" in item.does)
    edit_item(at, {"minutes": 10}, actor=secretary)
    assert slots_for(congress, member, secretary) == [(1, 34, True), (1, 34, True)]
    client.force_login(secretary)
    page = client.get(reverse("programme:speech_list", args=[congress.pk])).content.decode()
    assert "chương trình bản 1 dành 34 phút" in page
    assert "(bản đã được phê duyệt)" in page


def slots_for(congress: Congress, *viewers: User) -> list[tuple[int, int, bool]]:
    slots = [speech_list(congress.pk, viewer=each).slot for each in viewers]
    return [(slot.version.number, slot.minutes, slot.is_approved) for slot in slots if slot]
