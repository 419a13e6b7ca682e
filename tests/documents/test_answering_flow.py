"""One round from its opening to the final text, through the real actions only."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.documents.actions import closing, documents, groups, opinions, rounds
from daihoi.documents.actions.answers import Collision, Reply, answer_opinions
from daihoi.documents.models import Document, Opinion
from daihoi.documents.papers.opinion_table import table_sheet
from daihoi.documents.queries.fates import fate_of
from daihoi.documents.queries.places import Saying
from daihoi.documents.queries.table import Filters, table_for_file
from daihoi.rules.documents import AnswerResult, Means
from tests.documents.answering import MONEY
from tests.factories import (
    DocumentFactory,
    MembershipFactory,
    PersonFactory,
    VersionFactory,
    grant,
)

pytestmark = pytest.mark.django_db
WORDS = "cơ bản đạt chỉ tiêu được giao"


def a_member(document: Document) -> User:
    organization = document.congress.organization
    user = grant(Role.MEMBER, organization)
    person = PersonFactory.create(organization=organization, user=user)
    MembershipFactory.create(person=person)
    return user


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_round_goes_from_opening_to_the_final_text(order: tuple[int, int]) -> None:
    document = DocumentFactory.create(state="last_revision")
    version = VersionFactory.create(document=document, blocks=["KẾT QUẢ", MONEY])
    block = version.blocks.get(text=MONEY)
    head = grant(Role.SUBCOMMITTEE_HEAD, document)
    members = [a_member(document) for _ in range(4)]
    today = clock.today()
    round_ = rounds.open_round(
        document,
        opens_on=today,
        closes_on=today + timedelta(days=7),
        means=[Means.ONLINE],
        actor=head,
    )
    start = MONEY.index(WORDS)
    on_words = {"block": block.key, "start": start, "end": start + len(WORDS), "quote": WORDS}
    wanted = ["đạt 38,2 % trên chỉ tiêu 35 %", "vượt chỉ tiêu được giao"]
    rivals = [
        opinions.add_opinion(
            round_, Saying("Sửa câu này.", proposed_text=text, **on_words), actor=member
        )
        for text, member in zip(wanted, members, strict=False)
    ]
    alike = [
        opinions.add_opinion(round_, Saying("Nên rút ngắn còn 12 trang."), actor=member)
        for member in members[2:]
    ]
    rounds.end_round(round_, actor=head)

    assert groups.propose_groups(round_, actor=head) == 1
    for each in rivals:  # alike in words, yet each proposes its own
        each.refresh_from_db()
        assert (each.lead, each.alike_count) == (None, 0)
    first, second = (rivals[n] for n in order)
    reply = Reply(AnswerResult.ACCEPTED, text_after=first.proposed_text)
    answer_opinions(first, reply, apply=True, actor=head)
    reply = Reply(AnswerResult.ACCEPTED, text_after=second.proposed_text)
    with pytest.raises(Collision):
        answer_opinions(second, reply, apply=True, actor=head)
    reply = Reply(AnswerResult.NOT_ACCEPTED, explanation="Đã tiếp thu ý kiến khác ở câu này.")
    answer_opinions(second, reply, actor=head)
    answer_opinions(Opinion.objects.get(pk=alike[1].pk), Reply(AnswerResult.NOTED), actor=head)

    closed = closing.close_round(round_, actor=head)
    approved = closing.approve_table(closed, actor=head)
    assert (approved.opinions_count, approved.answered_count) == (4, 4)
    final = documents.finalise(document, actor=head)
    assert final.state == "final"
    result = closed.result_version
    assert result is not None
    assert result.blocks.get(key=block.key).text == MONEY.replace(WORDS, first.proposed_text)

    author = members[rivals.index(first)]
    fate = fate_of(first.pk, viewer=User.objects.get(pk=author.pk))
    assert fate.answer is not None
    assert first.proposed_text in fate.answer.sentence_after
    assert [step.is_done for step in fate.steps] == [True] * 4
    paper = table_sheet(table_for_file(document.pk, Filters(), viewer=head))
    rows = list(load_workbook(BytesIO(paper.content)).worksheets[0].iter_rows(values_only=True))
    assert sorted(str(row[8]) for row in rows[-4:]) == [
        "Ghi nhận", "Ghi nhận", "Không tiếp thu", "Tiếp thu",
    ]  # fmt: skip
    done = Entry.objects.filter(context=f"documents.document:{document.pk}")
    told = list(done.order_by("sequence").values_list("action", flat=True))
    assert told[-3:] == ["documents.close_round", "documents.approve_table", "documents.finalise"]
