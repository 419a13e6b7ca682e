"""Deciding on what returned copies ask for, and putting it into the text."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions import returned, texts
from daihoi.documents.actions import returned_decisions as decisions
from daihoi.documents.actions.returned_text import apply_accepted
from daihoi.documents.models import Change, Decision, ReturnedPoint, Version
from daihoi.documents.queries import returned_review as queries
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.texts import blocks_of
from daihoi.papers.hands import Comment
from daihoi.papers.outline import Block, BlockKind, Outline, Run
from daihoi.papers.revisions import BREAK, Edit, EditKind
from daihoi.papers.writing import write_word
from tests.documents.asking import HEADING, MONEY, OTHER, Cell, cell
from tests.documents.returning import point, sent
from tests.factories import grant

pytestmark = pytest.mark.django_db
BETTER = MONEY.replace("cơ bản ", "")
SLOWER = OTHER.replace("đều", "chậm")
STRONGER = OTHER.replace("đều", "mạnh")
REVIEW_QUERIES = 22


@pytest.fixture(autouse=True)
def today(settings: LazySettings) -> None:
    settings.DAIHOI_TODAY = date(2020, 2, 20)


@pytest.fixture
def place() -> Cell:
    return cell()


def decide(place: Cell, found: ReturnedPoint, decision: Decision | None) -> ReturnedPoint:
    found.refresh_from_db()
    return decisions.decide(found, decision, revision=found.revision, actor=place.head)


def decided() -> dict[str, str]:
    return {each.said.strip(): each.decision for each in ReturnedPoint.objects.all()}


def now(place: Cell) -> list[str]:
    newest = place.document.versions.order_by("-number").first()
    return [block.text for block in blocks_of(newest)] if newest else []


def test_a_decision_is_kept_with_who_made_it_and_can_be_taken_back(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    found = decide(place, point("cơ bản"), Decision.ACCEPTED)
    assert (found.decision, found.decided_by, found.revision) == ("accepted", place.head, 2)
    entry = Entry.objects.filter(action="documents.decide").get()
    assert entry.after == {"decision": "accepted", "text": " cơ bản"}
    back = decide(place, found, None)
    assert (back.decision, back.decided_at, back.decided_by) == ("", None, None)


def test_who_decides_on_an_old_page_is_told(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    found = point("cơ bản")
    decisions.decide(found, Decision.REFUSED, revision=1, actor=place.secretary)
    with pytest.raises(Conflict):
        decisions.decide(found, Decision.ACCEPTED, revision=1, actor=place.head)
    assert decided() == {"cơ bản": "refused"}


def test_of_colliding_edits_at_most_one_is_accepted(place: Cell) -> None:
    sent(place, {OTHER: SLOWER})
    sent(place, {OTHER: STRONGER}, by="Văn phòng")
    decide(place, point("chậm"), Decision.ACCEPTED)
    assert decided() == {"chậm": "accepted", "mạnh": "refused"}
    decide(place, point("mạnh"), Decision.ACCEPTED)
    assert decided() == {"chậm": "refused", "mạnh": "accepted"}


def test_another_copy_leaves_what_was_decided(place: Cell) -> None:
    sent(place, {MONEY: BETTER, OTHER: SLOWER})
    decide(place, point("cơ bản"), Decision.ACCEPTED)
    decide(place, point("chậm"), Decision.REFUSED)
    sent(place, {MONEY: BETTER, OTHER: STRONGER}, by="Văn phòng")
    assert decided() == {"cơ bản": "accepted", "chậm": "refused", "mạnh": ""}
    assert point("cơ bản").hands.count() == 2


def test_all_that_does_not_collide_is_decided_at_once(place: Cell) -> None:
    first = sent(place, {MONEY: BETTER, OTHER: SLOWER})
    sent(place, {HEADING: "III. KẾT QUẢ", OTHER: STRONGER}, by="Văn phòng")
    assert decisions.decide_many(
        place.version, Decision.ACCEPTED, copy=first, actor=place.head
    ) == (1, 1)
    assert decided() == {
        "cơ bản": "accepted", "chậm": "", "mạnh": "", "THỰC HIỆN NHIỆM VỤ": "",
    }  # fmt: skip
    assert decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head) == (
        1,
        2,
    )
    assert Entry.objects.filter(action="documents.decide_many").count() == 2


def test_refusing_one_sender_leaves_what_others_ask_for_too(place: Cell) -> None:
    first = sent(place, {MONEY: BETTER, HEADING: "III. KẾT QUẢ"})
    sent(place, {MONEY: BETTER}, by="Văn phòng")
    assert decisions.decide_many(place.version, Decision.REFUSED, copy=first, actor=place.head) == (
        1,
        1,
    )
    assert decided() == {"cơ bản": "", "THỰC HIỆN NHIỆM VỤ": "refused"}


def test_accepted_edits_come_into_the_working_version_with_identities_kept(place: Cell) -> None:
    added = f"{OTHER} Năm 2019 tăng."
    sent(place, {MONEY: BETTER, HEADING: "", OTHER: added})
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    applied = apply_accepted(place.version, actor=place.head)
    assert (applied.done, applied.stuck) == (3, 0)
    assert now(place) == [BETTER, added]
    working = place.document.versions.get(frozen_at__isnull=True)
    keys = list(working.blocks.order_by("position").values_list("key", flat=True))
    assert keys == [place.block(MONEY).key, place.block(OTHER).key]
    changes = Change.objects.order_by("pk")
    assert [change.kind for change in changes] == ["removed", "edited", "edited"]
    assert {change.made_by for change in changes} == {place.head}
    assert point("cơ bản").change in changes
    assert Entry.objects.get(action="documents.apply_accepted").after == {
        "base": 1, "done": 3, "there": 0, "stuck": 0,
    }  # fmt: skip
    with pytest.raises(RuleBroken):
        apply_accepted(place.version, actor=place.head)


def test_blocks_put_in_and_moved_stand_where_they_were_wanted(place: Cell) -> None:
    heading, money, other = blocks_of(place.version)
    new = Block(BlockKind.PARAGRAPH, (Run("Đoạn mới do Phòng đề nghị thêm vào đây."),))
    content = write_word(Outline((heading, other, new, money)))
    copy = returned.upload_copy(
        place.document,
        place.version,
        content,
        contributor=Contributor(unit=place.unit),
        file_name="a.docx",
        actor=place.head,
    )
    returned.confirm_copy(copy, actor=place.head)
    kinds = sorted(ReturnedPoint.objects.values_list("kind", flat=True))
    assert kinds == ["added", "moved"]
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    assert apply_accepted(place.version, actor=place.head).done == 2
    assert now(place) == [HEADING, OTHER, new.text, MONEY]
    assert {each.change and each.change.kind for each in ReturnedPoint.objects.all()} == {
        "added",
        "moved",
    }


def test_words_changed_meanwhile_are_shown_and_never_lost(place: Cell, client: Client) -> None:
    sent(place, {MONEY: BETTER, OTHER: SLOWER})
    working = texts.start_working(place.document, actor=place.secretary)
    block = working.blocks.get(text=MONEY)
    other_words = MONEY.replace("cơ bản", "hoàn toàn")
    texts.change_block(
        working, block.key, other_words, revision=block.revision, actor=place.secretary
    )
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    applied = apply_accepted(place.version, actor=place.head)
    assert (applied.done, applied.stuck) == (1, 1)
    assert now(place) == [HEADING, other_words, SLOWER]
    stuck = point("cơ bản")
    assert (stuck.decision, stuck.change) == ("accepted", None)
    with pytest.raises(Conflict):
        apply_accepted(place.version, actor=place.head)
    client.force_login(place.head)
    url = reverse("documents:returned_review", args=[place.version.pk])
    page = client.get(url, {"state": "waiting"}).content.decode()
    assert "Va với bản đang sửa" in page
    assert "<ins>hoàn toàn</ins>" in page
    assert "chậm" not in page
    assert decide(place, stuck, Decision.BY_HAND).decision == "by_hand"
    assert queries.progress_of(place.version).waiting == 0


def test_words_beside_those_changed_meanwhile_find_their_place(place: Cell) -> None:
    sent(place, {MONEY: MONEY.replace("được giao", "đã giao")})
    working = texts.start_working(place.document, actor=place.head)
    block = working.blocks.get(text=MONEY)
    texts.change_block(
        working, block.key, f"Nhìn chung, {MONEY}", revision=block.revision, actor=place.head
    )
    decide(place, ReturnedPoint.objects.get(), Decision.ACCEPTED)
    assert apply_accepted(place.version, actor=place.head).stuck == 0
    assert now(place)[1] == f"Nhìn chung, {MONEY}".replace("được giao", "đã giao")


def test_a_block_taken_out_meanwhile_keeps_the_edit_waiting(place: Cell) -> None:
    sent(place, {MONEY: BETTER, OTHER: SLOWER})
    working = texts.start_working(place.document, actor=place.head)
    block = working.blocks.get(text=MONEY)
    texts.remove_block(working, block.key, revision=block.revision, actor=place.head)
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    applied = apply_accepted(place.version, actor=place.head)
    assert (applied.done, applied.stuck) == (1, 1)
    assert point("cơ bản").change is None


def test_what_is_in_the_text_is_not_decided_again_and_is_open_after_an_undo(place: Cell) -> None:
    sent(place, {OTHER: SLOWER})
    sent(place, {OTHER: STRONGER}, by="Văn phòng")
    decide(place, point("chậm"), Decision.ACCEPTED)
    apply_accepted(place.version, actor=place.head)
    for each in ("chậm", "mạnh"):
        with pytest.raises(Conflict):
            decide(place, point(each), Decision.ACCEPTED)
    texts.undo_change(Change.objects.get(), actor=place.head)
    assert now(place)[2] == OTHER
    assert (point("chậm").decision, point("chậm").change) == ("accepted", None)
    decide(place, point("mạnh"), Decision.ACCEPTED)
    assert decided() == {"chậm": "refused", "mạnh": "accepted"}


def test_who_may_decide(place: Cell, client: Client) -> None:
    sent(place, {MONEY: BETTER})
    found = point("cơ bản")
    staff = grant(Role.SUPPORTING_STAFF, place.document)
    stranger = grant(Role.SUBCOMMITTEE_HEAD, cell().document)
    for actor, refusal in (
        (staff, NotPermitted),
        (place.member(), NotPermitted),
        (stranger, NotFound),
    ):
        with pytest.raises(refusal):
            decisions.decide(found, Decision.ACCEPTED, revision=1, actor=actor)
        with pytest.raises(refusal):
            decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=actor)
        with pytest.raises(refusal):
            apply_accepted(place.version, actor=actor)
    client.force_login(staff)
    page = client.get(reverse("documents:returned_review", args=[place.version.pk]))
    assert "Không nhận" not in page.content.decode()
    assert decided() == {"cơ bản": ""}


def test_a_comment_is_seen_and_not_accepted(place: Cell) -> None:
    sent(place, {MONEY: BETTER})
    comment = comment_on(place.version)
    with pytest.raises(RuleBroken):
        decide(place, comment, Decision.ACCEPTED)
    assert decisions.decide_many(place.version, Decision.SEEN, copy=None, actor=place.head) == (
        1,
        0,
    )
    assert decided() == {"cơ bản": "", "Nêu rõ số liệu.": "seen"}


def comment_on(version: Version, place: int = 9, text: str = "Nêu rõ số liệu.") -> ReturnedPoint:
    block = version.blocks.get(text=MONEY)
    return ReturnedPoint.objects.create(
        base=version,
        identity=f"comment {place}",
        kind="comment",
        block_key=block.key,
        place=place,
        content=Comment(block.key.hex, 0, 7, MONEY[:7], text).to_json(),
    )


def test_the_review_asks_as_little_for_three_places_as_for_one(
    place: Cell, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(place.head)
    url = reverse("documents:returned_review", args=[place.version.pk])
    sent(place, {MONEY: BETTER})
    texts.start_working(place.document, actor=place.head)
    client.get(url)
    with django_assert_num_queries(REVIEW_QUERIES):
        one = client.get(url).content.decode()
    sent(place, {HEADING: "III. KẾT QUẢ", OTHER: STRONGER}, by="Văn phòng")
    sent(place, {OTHER: SLOWER}, by="Phòng Tổ chức")
    with django_assert_num_queries(REVIEW_QUERIES):
        three = client.get(url).content.decode()
    assert "trên 1 chỗ" in " ".join(one.split())
    assert "trên 4 chỗ" in " ".join(three.split())
    assert "2 đề nghị khác nhau cho cùng một chỗ" in three
    assert "1 chỗ va nhau" in " ".join(three.split())


def test_many_places_come_page_by_page_and_filtered(place: Cell) -> None:
    copy = sent(place, {MONEY: BETTER})
    for n in range(60):
        comment_on(place.version, n + 2, f"Ý {n}.")
    page = queries.review_page(place.version, queries.Filters(), viewer=place.head)
    assert (page.page.paginator.count, page.page.paginator.num_pages) == (61, 2)
    assert sum(len(group.places) for group in page.groups) == 50
    own = queries.review_page(place.version, queries.Filters(copy=copy.pk), viewer=place.head)
    assert own.page.paginator.count == 1
    odd = queries.Filters.of({"copy": "x", "state": "lạ"})
    assert odd == queries.Filters()


def test_deciding_in_the_browser_works_with_and_without_scripts(
    place: Cell, client: Client
) -> None:
    sent(place, {OTHER: SLOWER})
    sent(place, {OTHER: STRONGER}, by="Văn phòng")
    client.force_login(place.head)
    slow, strong = point("chậm"), point("mạnh")
    url = reverse("documents:returned_decide", args=[slow.pk])
    back = client.post(f"{url}?state=open", {"decision": "accepted", "revision": 1})
    review = reverse("documents:returned_review", args=[place.version.pk])
    assert back["Location"] == f"{review}?state=open#p-{slow.place}"
    swapped = client.post(
        reverse("documents:returned_decide", args=[strong.pk]),
        {"decision": "accepted", "revision": 2},
        headers={"HX-Request": "true"},
    )
    assert f'id="p-{strong.place}"' in swapped.content.decode()
    assert decided() == {"chậm": "refused", "mạnh": "accepted"}
    done = client.post(reverse("documents:returned_apply", args=[place.version.pk]), follow=True)
    assert "Đã đưa 1 chỗ vào bản 2 đang sửa" in done.content.decode()
    many = reverse("documents:returned_decide_many", args=[place.version.pk])
    assert client.post(many, {"decision": "opinion"}).status_code == 422
    assert client.post(url, {}).status_code == 422


def test_what_was_written_by_hand_already_is_told_so(place: Cell, client: Client) -> None:
    sent(place, {MONEY: BETTER, OTHER: SLOWER})
    working = texts.start_working(place.document, actor=place.secretary)
    block = working.blocks.get(text=OTHER)
    by_hand = f"{SLOWER} Năm 2019 tăng."
    texts.change_block(working, block.key, by_hand, revision=block.revision, actor=place.secretary)
    client.force_login(place.head)
    page = client.get(reverse("documents:returned_review", args=[place.version.pk]))
    assert page.content.decode().count("Bản đang sửa đã viết như vậy") == 1
    decisions.decide_many(place.version, Decision.ACCEPTED, copy=None, actor=place.head)
    applied = apply_accepted(place.version, actor=place.head)
    assert (applied.done, applied.stuck) == (2, 0)
    assert decided() == {"cơ bản": "accepted", "chậm": "by_hand"}
    assert now(place) == [HEADING, BETTER, by_hand]


def test_a_paragraph_is_cut_in_two(place: Cell) -> None:
    at = MONEY.index(" cơ bản")
    key = place.block().key.hex
    cut = Edit(EditKind.WORDS, key, at, at + 1, runs=(Run(BREAK),), old=" ", new=BREAK)
    found = stored(place.version, cut)
    page = queries.review_page(place.version, queries.Filters(), viewer=place.head)
    (view,) = page.groups[0].places[0].points
    assert "¶\n" in [piece.text for piece in view.shown.words]
    decide(place, found, Decision.ACCEPTED)
    assert apply_accepted(place.version, actor=place.head).done == 1
    assert now(place) == [HEADING, MONEY[:at], MONEY[at + 1 :], OTHER]
    working = place.document.versions.get(frozen_at__isnull=True)
    assert working.blocks.get(key=place.block().key).text == MONEY[at + 1 :]  # the larger part


def test_two_paragraphs_are_joined(place: Cell) -> None:
    found = stored(place.version, Edit(EditKind.JOINED, place.block(OTHER).key.hex))
    page = queries.review_page(place.version, queries.Filters(), viewer=place.head)
    (view,) = page.groups[0].places[0].points
    assert [piece.text for piece in view.shown.words] == [MONEY, "¶\n", OTHER]
    decide(place, found, Decision.ACCEPTED)
    assert apply_accepted(place.version, actor=place.head).done == 1
    assert now(place) == [HEADING, f"{MONEY}{OTHER}"]
    found.refresh_from_db()
    assert found.change is not None


def stored(version: Version, edit: Edit) -> ReturnedPoint:
    return ReturnedPoint.objects.create(
        base=version,
        identity=edit.kind.value,
        kind=edit.kind.value,
        block_key=UUID(edit.key),
        place=1,
        content=edit.to_json(),
    )


def test_the_history_of_a_text_says_who_asked_for_a_change(place: Cell, client: Client) -> None:
    sent(place, {MONEY: BETTER})
    sent(place, {MONEY: BETTER}, by="Văn phòng")
    decide(place, point("cơ bản"), Decision.ACCEPTED)
    working = apply_accepted(place.version, actor=place.head).version
    client.force_login(place.head)
    page = client.get(reverse("documents:version_changes", args=[working.pk])).content.decode()
    assert "Theo bản Word của Phòng Nghiệp vụ; Văn phòng" in page


def test_two_copies_of_one_unit_are_told_apart(place: Cell, client: Client) -> None:
    first = sent(place, {MONEY: BETTER})
    second = sent(place, {OTHER: SLOWER})
    other = sent(place, {OTHER: STRONGER}, by="Văn phòng")
    second.file_name = "góp ý lần hai.docx"
    second.save()
    for copy, at in ((first, "2020-02-12"), (second, "2020-02-15")):
        copy.created_at = datetime.fromisoformat(f"{at}T09:00:00+07:00")
        copy.save()
    page = queries.review_page(place.version, queries.Filters(), viewer=place.head)
    assert dict(page.names) == {
        first.pk: "Phòng Nghiệp vụ (Phòng Nghiệp vụ.docx, 12-02-2020)",
        second.pk: "Phòng Nghiệp vụ (góp ý lần hai.docx, 15-02-2020)",
        other.pk: "Văn phòng",
    }
    client.force_login(place.head)
    url = reverse("documents:returned_review", args=[place.version.pk])
    shown = client.get(url).content.decode()
    assert shown.count("góp ý lần hai.docx, 15-02-2020") >= 3  # the head, the filters, its point
    assert "Văn phòng (" not in shown
