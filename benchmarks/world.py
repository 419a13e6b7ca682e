"""Rounds to measure: a cell with its members, a text, an open round, and opinions in it.

Import it after `places.prepare`, which starts Django.
"""

import gc
import random
import secrets
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.congresses.models import SubcommitteePost
from daihoi.documents.models import Answer, Block, Opinion, OpinionRound, Participant
from daihoi.organizations.models import Person
from daihoi.vietnamese.text import fold
from tests.factories import (
    OpinionFactory,
    OpinionRoundFactory,
    PersonFactory,
    VersionFactory,
    grant,
)

PARAGRAPHS = 120  # as many as a report of 12 pages has
ANSWERED = 0.4  # how much of the text the subcommittee has worked through
SENTENCES = (
    "Chi bộ đã lãnh đạo đơn vị hoàn thành nhiệm vụ chính trị được giao.",
    "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu, năm sau cao hơn năm trước.",
    "Công tác kiểm tra, giám sát được duy trì thường xuyên, có trọng tâm.",
    "Một số đảng viên chưa gương mẫu trong thực hiện kỷ luật hành chính.",
    "Nhiệm kỳ tới tiếp tục nâng cao năng lực lãnh đạo và sức chiến đấu của chi bộ.",
)
WISHES = (
    "Đề nghị ghi rõ số liệu của từng năm để thấy được mức tăng.",
    "Câu này dài, nên tách làm hai ý cho dễ nhớ.",
    "Nên bổ sung nguyên nhân chủ quan và trách nhiệm của cấp ủy.",
    "Tôi nhất trí với nhận định, chỉ đề nghị sửa cách dùng từ.",
    "Chỉ tiêu này cao so với biên chế hiện nay, đề nghị cân nhắc lại.",
)
RESULTS = ("accepted", "accepted", "partly", "not_accepted", "noted")


def open_round(*, members: int) -> OpinionRound:
    """An open round of a new cell: a head of the subcommittee, ``members`` asked, no opinion."""
    with transaction.atomic():
        texts = [SENTENCES[n % 5] if n % 10 else f"MỤC {n // 10 + 1}" for n in range(PARAGRAPHS)]
        version = VersionFactory.create(blocks=texts)
        round_ = OpinionRoundFactory.create(document=version.document, base_version=version)
        subcommittee = round_.document.subcommittee
        head = grant(Role.SUBCOMMITTEE_HEAD, subcommittee)
        organization = round_.document.congress.organization
        SubcommitteePost.objects.create(
            subcommittee=subcommittee,
            person=PersonFactory.create(organization=organization, user=head),
            post=SubcommitteePost.Post.HEAD,
            starts_on=date(2020, 1, 15),
        )
        people = [
            PersonFactory.create(
                organization=organization, user=grant(Role.MEMBER, organization, _account(number))
            )
            for number in range(members)
        ]
        Participant.objects.bulk_create(
            Participant(round=round_, person=person) for person in people
        )
    return round_


def head_of(round_: OpinionRound) -> User:
    """Who answers the opinions of a round made here."""
    return User.objects.get(person__posts__subcommittee=round_.document.subcommittee)


def fill(round_: OpinionRound, count: int, *, busiest: Block, on_busiest: int) -> None:
    """Add ``count`` opinions in random order, ``on_busiest`` of them on one paragraph.

    Of the text's first part every opinion is answered, two by one answer; a tenth (``count`` is
    100, or a multiple of 200) follows another as alike. The first member gave two of them, in
    every round.
    """
    chance = random.Random(count)
    blocks = [block for block in round_.base_version.blocks.all() if block.key != busiest.key]
    places = [busiest] * on_busiest + chance.choices(blocks, k=count - on_busiest)
    chance.shuffle(places)
    with transaction.atomic():
        answers = _answers(round_, int(count * ANSWERED) // 2)
        asked = round_.participants.select_related("person").order_by("pk")
        first, *others = [each.person for each in asked]
        authors = [first, first, *chance.choices(others, k=count - 2)]
        rows = [
            _opinion(round_, block, author, answers, chance)
            for block, author in zip(places, authors, strict=True)
        ]
        own, followers = rows[: -count // 10], rows[-count // 10 :]
        leads = _leads(own)
        Opinion.objects.bulk_create(own, batch_size=2000)
        for row, lead in zip(followers, leads * 2, strict=True):
            row.lead, row.answer_id, row.block_key = lead, lead.answer_id, lead.block_key
            row.place_order, row.place_label = lead.place_order, lead.place_label
        Opinion.objects.bulk_create(followers, batch_size=2000)
        round_.opinions_count = count
        round_.answered_count = sum(row.answer_id is not None for row in rows)
        round_.save(update_fields=["opinions_count", "answered_count"])


def settle() -> None:
    """What PostgreSQL does by itself after a while, and a server with what it loaded.

    SQLite keeps no statistics unless asked.
    """
    gc.collect()
    gc.freeze()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _leads(rows: list[Opinion]) -> list[Opinion]:
    """Every 18th in reading order, the first unanswered one among them: two others follow each."""
    ordered = sorted(rows, key=lambda row: row.place_order)
    answered = sum(row.answer_id is not None for row in rows)
    leads = ordered[answered % 18 :: 18]
    for lead in leads:
        lead.alike_count = 2
    return leads


def _account(number: int) -> User:
    password = "!" + secrets.token_hex(20)  # nobody signs in with it: sessions are made directly
    name = secrets.token_hex(4)
    return User.objects.create(
        username=f"dv{number}-{name}", full_name=f"Hoàng Văn {number}", password=password
    )


def _answers(round_: OpinionRound, count: int) -> list[int]:
    author, now = round_.opened_by, timezone.now()
    made = Answer.objects.bulk_create(
        (
            Answer(
                round=round_,
                result=RESULTS[number % 5],
                explanation="Tiểu ban đã cân nhắc và thống nhất.",
                answered_by=author,
                answered_at=now,
            )
            for number in range(count)
        ),
        batch_size=2000,
    )
    return [answer.pk for answer in made]


def _opinion(
    round_: OpinionRound,
    block: Block,
    person: Person,
    answers: list[int],
    chance: random.Random,
) -> Opinion:
    text = " ".join(chance.sample(WISHES, k=chance.randint(1, 3)))
    worked_through = block.position < PARAGRAPHS * ANSWERED
    return OpinionFactory.build(
        round=round_,
        source="person",
        person=person,
        contributor=str(person),
        means="online",
        place_kind="paragraph",
        block_key=block.key,
        place_order=block.position,
        place_label=f"Đoạn {block.position}",
        text=text,
        folded_text=fold(text),
        proposed_text=chance.choice(("", "", chance.choice(SENTENCES))),
        answer_id=chance.choice(answers) if worked_through else None,
        recorded_by=round_.opened_by,
    )
