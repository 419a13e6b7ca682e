# ruff: noqa: PLC0415 - Django starts when the environment of a place is set
"""The search page with 100,000 opinions and 10,000 people, permissions applied.

    python -m benchmarks.search [--opinions 100000] [--people 10000] [--repeats 40]

Whole pages go through Django's test client, middleware and all: the first hits of every kind. The
head of the subcommittee sees every opinion; a member asked in the open round sees only her own
two; a member of another cell nothing at all, and all its rows are in the way. Words are in nearly
every row, in a tenth, or in about one of 3,000. The peer is the condition the search had before,
a LIKE on the folded text of the same opinions for the same viewer; of both, the statements that
find the first page of opinions are kept and timed in the database, all rows fetched, without what
Django needs to write them. People, sizes and words take turns in one run.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks import places
from benchmarks.table import print_table

if TYPE_CHECKING:
    from daihoi.accounts.models import User
    from daihoi.documents.models import OpinionRound

OPINIONS, PEOPLE = 100_000, 10_000
MEMBERS = 46
RARE_EVERY, TENTH_EVERY = 3_000, 10
# Words and about how many of the rows have them; the last one of a search may go on.
SEARCHES = (
    ("đề nghị", "nearly every"),
    ("chi", "nearly every"),
    ("nghi de", "nearly every"),
    ("ph", "nearly every, as a beginning"),
    ("biên chế", "one in 10"),
    ("khuyến nông", "one in 3,000"),
    ("35-CT/TW", "one in 3,000"),
    ("hoang van duc", "people, one in 100"),
    ("khong co chu nay", "none"),
)
RELATED = ("round__document",)
RARE = ("khuyến nông", "35-CT/TW")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Nông", "Vi", "Lương", "Triệu")
GIVEN = ("Đức", "Ngân", "Ước", "Bảo", "Hoa", "Lập", "Sơn", "Thủy", "Tùng", "Yến")
SAID = (
    "Đề nghị chi bộ ghi rõ số liệu của từng năm để thấy được mức tăng.",
    "Đề nghị bổ sung nguyên nhân chủ quan và trách nhiệm của chi ủy, phòng chuyên môn.",
    "Tôi nhất trí với nhận định của chi bộ, chỉ đề nghị sửa cách dùng từ cho phù hợp.",
    "Đề nghị chi bộ cân nhắc lại phần phương hướng, chỉ tiêu còn cao.",
)


def fill(round_: "OpinionRound", opinions: int, people: int) -> None:
    """Opinions of the round and people of its cell; the first member gave two of the opinions."""
    from django.db import transaction

    from daihoi.documents.models import Opinion
    from daihoi.organizations.models import Person
    from daihoi.vietnamese.text import fold
    from tests.factories import OpinionFactory, PersonFactory

    chance = random.Random(opinions)
    organization = round_.document.congress.organization
    asked = [each.person for each in round_.participants.select_related("person").order_by("pk")]
    blocks = list(round_.base_version.blocks.all())
    rows = []
    for number in range(opinions):
        text = " ".join(chance.sample(SAID, k=2))
        if number % TENTH_EVERY == 0:
            text += " Chỉ tiêu này cao so với biên chế hiện nay."
        if number % RARE_EVERY == 7:
            text += " Cần nêu công tác khuyến nông theo Chỉ thị số 35-CT/TW."
        block = chance.choice(blocks)
        rows.append(
            OpinionFactory.build(
                round=round_, source="person", means="online", place_kind="paragraph",
                person=asked[0] if number < 2 else chance.choice(asked[1:]), contributor="",
                block_key=block.key, place_order=block.position, text=text,
                folded_text=fold(text), recorded_by=round_.opened_by,
            )
        )  # fmt: skip
    staff = []
    for number in range(people):
        name = f"{chance.choice(FAMILY)} Văn {chance.choice(GIVEN)} {number}"
        staff.append(PersonFactory.build(organization=organization, full_name=name))
    with transaction.atomic():
        Opinion.objects.bulk_create(rows, batch_size=2000)
        Person.objects.bulk_create(staff, batch_size=2000)
        round_.opinions_count = opinions
        round_.save(update_fields=["opinions_count"])


def viewers(round_: "OpinionRound") -> "dict[str, User]":
    from benchmarks import world
    from daihoi.accounts.permissions import Role
    from tests.factories import OrganizationFactory, grant

    first = round_.participants.select_related("person__user").order_by("pk")[0]
    return {
        "head": world.head_of(round_),
        "member": first.person.user,
        "another cell": grant(Role.MEMBER, OrganizationFactory.create()),
    }


def milliseconds(work: Callable[[], object], repeats: int) -> list[float]:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def spread(times: list[float]) -> list[str]:
    """Median and 95th percentile."""
    return [f"{statistics.median(times):.2f}", f"{statistics.quantiles(times, n=20)[-1]:.2f}"]


def pages(name: str, seen_by: "dict[str, User]", repeats: int) -> None:
    from django.test import Client

    from daihoi.accounts.models import User
    from daihoi.home import queries

    rows = []
    for role, user in seen_by.items():
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        for words, share in SEARCHES:
            address = {"q": words}
            if client.get("/tim-kiem/", address).status_code != 200:
                raise SystemExit(f"{role}: no page for {words}")
            found = queries.search(words, viewer=User.objects.get(pk=user.pk))
            times = milliseconds(lambda: client.get("/tim-kiem/", address), repeats)  # noqa: B023 - called at once
            kinds = ", ".join(
                f"{len(kind.hits)}{'+' if kind.more else ''} {kind.key}" for kind in found.kinds
            )
            rows.append([f"{role}: {words}", share, *spread(times), kinds or "–"])
    print_table(
        f"{name}: milliseconds of the search page, {repeats} each",
        ["who: words", "in rows", "p50", "p95", "shown"],
        rows,
    )


def statements(work: Callable[[], object]) -> list[tuple[str, Any]]:
    """What ``work`` asks the database, with the values."""
    from django.db import connection

    asked = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        work()
    return asked


def ask(asked: list[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, values in asked:
            cursor.execute(sql, values)
            cursor.fetchall()


def peers(name: str, round_: "OpinionRound", head: "User", repeats: int) -> None:
    """The first opinions, by the index and by LIKE."""
    from daihoi.accounts.models import User
    from daihoi.documents.models import Opinion
    from daihoi.documents.queries import search
    from daihoi.vietnamese.text import fold

    rows = []
    for words, share in SEARCHES:
        viewer = User.objects.get(pk=head.pk)
        condition = search.reach_of(viewer).opinions
        base = Opinion.objects.filter(condition)

        def ours() -> list[Opinion]:
            return search.newest_with_words(
                base,  # noqa: B023 - called at once
                words,  # noqa: B023 - called at once
                stop=6,
                related=RELATED,
                fields=search.SHOWN,
            )

        def like() -> list[Opinion]:
            found = base.filter(folded_text__contains=fold(words))  # noqa: B023 - called at once
            shown = found.select_related(*RELATED).only(*search.SHOWN)
            return list(shown.order_by("-pk")[:6])

        if words in RARE and [each.pk for each in ours()] != [each.pk for each in like()]:
            raise SystemExit(f"{words}: the index and LIKE find different opinions")
        by_index, by_like = statements(ours), statements(like)
        mine = milliseconds(lambda: ask(by_index), repeats)  # noqa: B023 - called at once
        theirs = milliseconds(lambda: ask(by_like), max(repeats // 4, 5))  # noqa: B023 - called at once
        ratio = statistics.median(theirs) / statistics.median(mine)
        rows.append([words, share, *spread(mine), *spread(theirs), f"{ratio:.1f}"])
    print_table(
        f"{name}: milliseconds in the database for the first opinions, head of {round_.opinions_count:,}",
        ["words", "in rows", "index p50", "p95", "LIKE p50", "p95", "times"],
        rows,
    )


def measure(opinions: int, people: int, repeats: int) -> None:
    name = places.prepare()

    from benchmarks import world

    round_ = world.open_round(members=MEMBERS)
    start = time.perf_counter()
    fill(round_, opinions, people)
    print(
        f"\n{name}: {opinions:,} opinions, {people:,} people in {time.perf_counter() - start:.0f} s"
    )
    seen_by = viewers(round_)
    world.settle()
    pages(name, seen_by, repeats)
    peers(name, round_, seen_by["head"], repeats)


def main() -> None:
    parser = argparse.ArgumentParser(description="Search in a large installation")
    parser.add_argument("--opinions", type=int, default=OPINIONS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure(options.opinions, options.people, options.repeats)
    else:
        places.in_every_place(
            "benchmarks.search",
            f"--opinions={options.opinions}",
            f"--people={options.people}",
            f"--repeats={options.repeats}",
        )


if __name__ == "__main__":
    main()
