"""The pages of answering over HTTP: for whom, in what order, with how many queries."""

import re

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.documents.actions import closing, groups, texts
from daihoi.documents.actions.answers import Reply, answer_opinions
from daihoi.documents.forms.answers import AnswerForm
from daihoi.documents.models import Opinion, OpinionRound
from daihoi.documents.queries import answers
from daihoi.documents.queries.answers import Walk, state_of
from daihoi.rules.documents import AnswerResult
from tests.documents.answering import MONEY, OPENING, Case, a_case
from tests.factories import OpinionFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 15
WORDS = "cơ bản đạt chỉ tiêu được giao"


@pytest.fixture
def case() -> Case:
    return a_case()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def marked(page: str, tag: str) -> list[str]:
    """The words of a page within ``tag``."""
    return [words.strip() for words in re.findall(rf"<{tag}\s*>(.*?)</{tag}>", page, re.DOTALL)]


def page_of(case: Case, **query: object) -> str:
    url = reverse("documents:round_answer", args=[case.round.pk])
    response = client_of(case.head).get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def answer(case: Case, opinion: Opinion, query: str = "", **data: str) -> HttpResponse:
    url = reverse("documents:opinion_answer", args=[opinion.pk]) + query
    data.setdefault("seen", state_of(Opinion.objects.get(pk=opinion.pk)))
    return client_of(case.head).post(url, data)


def test_the_change_an_opinion_wants_is_shown_in_the_text(case: Case) -> None:
    opinion = case.on_words(WORDS, "đạt 38,2 % chỉ tiêu được giao")
    page = page_of(case, opinion=opinion.pk)
    assert marked(page, "del") == ["cơ bản"]
    assert marked(page, "ins") == ["38,2 %"]
    assert marked(page, "mark") == ["đạt", "chỉ tiêu được giao"]
    assert "KẾT QUẢ" in page


def test_answering_leads_to_the_next_in_reading_order(case: Case) -> None:
    later = case.on_paragraph("", text="Ý sau.")
    first = case.opinion("Ý đầu.")
    middle = case.on_paragraph("", case.block(OPENING), text="Ý giữa.")
    response = answer(case, first, result="noted")
    assert response["Location"].endswith(f"?opinion={middle.pk}")
    response = answer(case, later, result="noted")
    assert response["Location"].endswith(f"?opinion={middle.pk}")  # the last one leads to the first
    response = answer(case, middle, "?order=groups", result="noted")
    assert response["Location"].endswith("?order=groups")
    assert "Mọi ý kiến đã được trả lời" in page_of(case)


def test_an_edit_left_behind_by_a_changed_answer_is_said(case: Case) -> None:
    opinion = case.on_words("năm trước", "cùng kỳ")
    reply = Reply(AnswerResult.ACCEPTED, text_after="cùng kỳ")
    answer_opinions(opinion, reply, apply=True, actor=case.head)
    said = "vẫn còn chỗ đã sửa theo câu trả lời trước"
    assert said not in page_of(case, show="all", opinion=opinion.pk)
    seen = state_of(Opinion.objects.get(pk=opinion.pk))
    answer_opinions(opinion, Reply(AnswerResult.NOTED), seen=seen, actor=case.head)
    assert said in page_of(case, show="all", opinion=opinion.pk)
    working = case.round.document.versions.get(frozen_at=None)
    block = working.blocks.get(key=opinion.block_key)
    texts.change_block(working, block.key, MONEY, revision=block.revision, actor=case.head)
    assert said not in page_of(case, show="all", opinion=opinion.pk)


def test_a_paragraph_is_edited_in_the_answer_and_never_replaced_by_a_few_words(
    case: Case,
) -> None:
    opinion = case.on_paragraph("")
    assert f">\n{MONEY}</textarea>" in page_of(case, opinion=opinion.pk)
    refused = answer(case, opinion, result="accepted", text_after=MONEY, apply="yes")
    assert "Đoạn chưa đổi chữ nào" in refused.content.decode()
    assert Opinion.objects.get().answer is None
    after = MONEY.replace("năm trước", "cùng kỳ")
    answer(case, opinion, result="accepted", text_after=after, apply="yes")
    assert case.now(case.block(MONEY)) == after


@pytest.mark.parametrize(
    ("proposed", "becomes"),
    [
        ("Năm 2019 đạt 38,2 %.", f"{MONEY} Năm 2019 đạt 38,2 %."),
        (f"{MONEY} Năm 2019 đạt 38,2 %.", f"{MONEY} Năm 2019 đạt 38,2 %."),
    ],
)
def test_words_to_add_to_a_paragraph_follow_it(case: Case, proposed: str, becomes: str) -> None:
    opinion = case.on_paragraph(proposed, kind="add")
    page = client_of(case.head).get(reverse("documents:round_answer", args=[case.round.pk]))
    chosen = page.context["answering"].chosen
    answer_opinions(
        opinion,
        Reply(AnswerResult.ACCEPTED, text_after=chosen.passage.wanted),
        actor=case.head,
        apply=True,
    )
    assert case.now(case.block(MONEY)) == becomes


@pytest.mark.parametrize("words", ["Kết quả", "năm sau", "cao hơn"])
def test_a_paragraph_that_follows_another_answer_is_edited_as_it_stands(
    case: Case, words: str
) -> None:
    first, opinion = case.on_words("năm trước", "cùng kỳ"), case.on_paragraph("")
    reply = Reply(AnswerResult.ACCEPTED, text_after="cùng kỳ")
    answer_opinions(first, reply, apply=True, actor=case.head)
    now = MONEY.replace("năm trước", "cùng kỳ")
    shown = answers.get_round(case.round.pk, viewer=case.head)
    chosen = answers.answering_page(shown, Walk(), opinion.pk).chosen
    assert chosen is not None
    edit = AnswerForm(chosen=chosen).initial | {"result": "accepted", "apply": "yes"}
    assert edit["text_after"] == now
    edit["text_after"] = after = now.replace(words, "hằng năm")
    answer(case, opinion, **edit)
    assert case.now(case.block(MONEY)) == after
    assert Opinion.objects.filter(answer=None).count() == 0


def test_a_paragraph_changed_meanwhile_is_not_written_over(case: Case) -> None:
    opinion = case.on_paragraph("")
    working = texts.start_working(case.round.document, actor=case.head)
    key, revision = opinion.block_key, working.blocks.get(key=opinion.block_key).revision
    assert key is not None
    texts.change_block(working, key, "Câu mới.", revision=revision, actor=case.head)
    edited = {"result": "accepted", "text_after": f"{MONEY} Thêm.", "revision": str(revision)}
    response = answer(case, opinion, apply="yes", **edited)
    assert response.status_code == 409
    assert "đã được sửa trong bản đang sửa" in response.content.decode()
    assert case.now(case.block(MONEY)) == "Câu mới."
    answer(case, opinion, apply="replace", **edited)
    assert case.now(case.block(MONEY)) == f"{MONEY} Thêm."


def test_what_is_missing_is_said_at_the_field(case: Case) -> None:
    opinion = case.on_words(WORDS, "khác")
    response = answer(case, opinion, result="partly", text_after="khác", explanation=" ")
    assert response.status_code == 422
    assert "bắt buộc khi tiếp thu một phần" in response.content.decode()
    assert answer(case, opinion, result="transferred").status_code == 422
    assert Opinion.objects.get(pk=opinion.pk).answer is None


def test_htmx_swaps_a_refusal_and_keeps_the_address(case: Case) -> None:
    opinion = case.opinion()
    seen = state_of(opinion)
    answer(case, opinion, result="noted")
    url = reverse("documents:opinion_answer", args=[opinion.pk])
    data = {"result": "noted", "seen": seen}
    response = client_of(case.head).post(url, data, headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert response["HX-Push-Url"] == "false"
    assert "vừa trả lời ý kiến này" in response.content.decode()


@pytest.mark.parametrize("words", ["35 %", "36 %"])
def test_words_of_a_table_are_shown_in_their_cell(case: Case, words: str) -> None:
    opinion = case.on_words("35 %", "36 %", case.base.blocks.get(kind="table"))
    if words == "36 %":
        reply = Reply(AnswerResult.ACCEPTED, text_after="36 %")
        answer_opinions(opinion, reply, apply=True, actor=case.head)
    page = page_of(case, opinion=opinion.pk, show="all")
    assert marked(page, "ins") == (["36"] if words == "35 %" else [])
    assert "Chỉ tiêu" in page
    assert words.split(maxsplit=1)[0] in page


def test_a_collision_shows_both_and_can_be_settled(case: Case) -> None:
    first = case.on_words(WORDS, "vượt chỉ tiêu được giao", contributor="Người thứ nhất")
    second = case.on_words(WORDS, "đạt 38,2 %", contributor="Người thứ hai")
    assert "trùng chỗ" in page_of(case)
    data = {"result": "accepted", "text_after": first.proposed_text, "apply": "yes"}
    assert answer(case, first, **data).status_code == 302
    data |= {"text_after": "đạt 38,2 %"}
    response = answer(case, second, **data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Người thứ nhất" in page
    assert "vượt chỉ tiêu được giao" in page
    assert 'value="replace"' in page
    assert answer(case, second, **(data | {"apply": "replace"})).status_code == 302
    assert case.now(case.block(MONEY)) == MONEY.replace(WORDS, "đạt 38,2 %")


def test_the_second_answer_is_shown_beside_the_first(case: Case) -> None:
    opinion = case.opinion()
    seen = state_of(opinion)
    answer(case, opinion, result="not_accepted", explanation="Lý do của người trước.")
    response = answer(case, opinion, seen=seen, result="not_accepted", explanation="Lý do sau.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lý do của người trước." in page
    assert "Lý do sau." in page
    again = Opinion.objects.get(pk=opinion.pk)
    assert f'value="{state_of(again)}"' in page
    answer(case, opinion, seen=state_of(again), result="not_accepted", explanation="Lý do sau.")
    again = Opinion.objects.get(pk=opinion.pk)
    assert again.answer is not None
    assert again.answer.explanation == "Lý do sau."


def test_groups_are_proposed_and_taken_apart_by_buttons(case: Case) -> None:
    both = [case.on_paragraph("", text="Tách số đơn khiếu nại và tố cáo") for _ in range(2)]
    client = client_of(case.head)
    client.post(reverse("documents:groups_propose", args=[case.round.pk]))
    assert "2 ý kiến giống nhau" in page_of(case, order="groups")
    client.post(reverse("documents:opinion_ungroup", args=[both[1].pk]))
    assert "2 ý kiến giống nhau" not in page_of(case, order="groups")


@pytest.mark.parametrize("count", [3, 130])
def test_the_page_asks_as_often_for_many_opinions(
    case: Case, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    block = case.block(MONEY)
    for n in range(3):
        case.on_words(WORDS, f"đạt {n} %")
    rows = [
        OpinionFactory.build(
            round=case.round, text="Tách số đơn.", place_kind="paragraph", block_key=block.key,
            place_order=block.position, recorded_by=case.head,
        )
        for _ in range(count)
    ]  # fmt: skip
    Opinion.objects.bulk_create(rows)
    OpinionRound.objects.update(opinions_count=count + 3)
    groups.propose_groups(case.round, actor=case.head)
    viewer = User.objects.get(pk=case.head.pk)
    pk = Opinion.objects.get(alike_count=count - 1).pk
    with django_assert_num_queries(PAGE_QUERIES):
        page = answers.get_round(case.round.pk, viewer=viewer)
        answering = answers.answering_page(page, Walk(), pk)
        form = AnswerForm(chosen=answering.chosen)
    with django_assert_num_queries(0):
        context = {"answering": answering, "chosen": answering.chosen, "form": form}
        render_to_string("documents/answer_list.html", context)
        render_to_string("documents/answer_form.html", context)
    assert len(answering.rows) == min(count + 3, 40)


def test_one_walks_through_all_pages_of_the_list(case: Case) -> None:
    rows = [
        OpinionFactory.build(round=case.round, text=f"Ý số {n}.", recorded_by=case.head)
        for n in range(90)
    ]
    Opinion.objects.bulk_create(rows)
    client = client_of(case.head)
    url = reverse("documents:round_answer", args=[case.round.pk])
    seen: list[int] = []
    while url:
        answering = client.get(url).context["answering"]
        seen += [row.opinion.pk for row in answering.rows]
        url = answering.later_url
    assert seen == list(Opinion.objects.order_by("pk").values_list("pk", flat=True))
    earlier = client.get(answering.earlier_url).context["answering"]
    assert [row.opinion.pk for row in earlier.rows] == seen[40:80]


def test_members_answer_nothing_and_strangers_find_nothing(case: Case) -> None:
    opinion = case.opinion()
    urls = [
        reverse("documents:round_answer", args=[case.round.pk]),
        reverse("documents:round_close", args=[case.round.pk]),
    ]
    posts = [
        reverse("documents:opinion_answer", args=[opinion.pk]),
        reverse("documents:groups_propose", args=[case.round.pk]),
        reverse("documents:round_close", args=[case.round.pk]),
        reverse("documents:table_approve", args=[case.round.pk]),
    ]
    for user, status in ((case.member, 403), (UserFactory.create(), 404)):
        client = client_of(user)
        assert {client.get(url).status_code for url in urls} == {status}
        assert {client.post(url, {"result": "noted"}).status_code for url in posts} == {status}


def test_the_closing_page_says_what_is_missing_then_closes(case: Case) -> None:
    opinion = case.opinion("Ý kiến chưa ai trả lời.")
    client = client_of(case.head)
    url = reverse("documents:round_close", args=[case.round.pk])
    page = client.get(url).content.decode()
    assert "Ý kiến chưa ai trả lời." in page
    assert "Còn 1 ý kiến chưa được trả lời." in page
    assert client.post(url).status_code == 422
    answer(case, opinion, result="noted")
    assert client.post(url).status_code == 302
    case.round.refresh_from_db()
    assert case.round.state == "closed"
    assert client.post(url).status_code == 409


def test_the_author_sees_what_became_of_her_opinion() -> None:
    case = a_case(is_open=True)
    opinion = case.on_words(WORDS, "đạt 38,2 %")
    author = case.author(opinion)
    url = reverse("documents:opinion_detail", args=[opinion.pk])
    assert "chưa trả lời" in client_of(author).get(url).content.decode()
    assert client_of(case.member).get(url).status_code == 404  # the round is open
    reply = Reply(AnswerResult.PARTLY, "Đã cập nhật số liệu.", "đạt 38,2 %")
    answer_opinions(opinion, reply, apply=True, actor=case.head)
    page = " ".join(client_of(author).get(url).content.decode().split())
    assert "Đã cập nhật số liệu." in page
    assert marked(page, "del") == ["cơ bản", "chỉ tiêu được giao"]
    assert marked(page, "ins") == ["38,2 %"]
    assert "Đã sửa ở bản 2, đang hoàn thiện." in page  # which she may not open yet


@pytest.mark.parametrize("names_shown", [True, False])
def test_the_cell_reads_opinions_after_the_round_with_names_or_without(
    case: Case, names_shown: bool
) -> None:
    OpinionRound.objects.update(names_shown=names_shown)
    opinion = case.opinion()
    author = case.author(opinion)
    answer(case, opinion, result="noted")
    closing.close_round(case.round, actor=case.head)
    page = client_of(case.member).get(reverse("documents:opinion_detail", args=[opinion.pk]))
    table = client_of(case.member).get(
        reverse("documents:opinion_table", args=[case.round.document_id])
    )
    name = author.person.full_name
    assert (name in page.content.decode()) is names_shown
    assert (name in table.content.decode()) is names_shown
