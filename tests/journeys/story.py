"""What others do meanwhile in the story of the article: `python -m tests.journeys.story people`.

Steps that other journeys walk on screens happen here by the actions behind them, each on its day:
``people`` come into the cell that somebody put up, ``bodies`` get theirs, ``rounds`` are held on the
political report, the ``programme`` is written, the superior has ``judged`` every paper of the
dossier, the special-topic ``meeting`` is held, ``hall`` and ``news`` are seen to.
"""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import django

TITLE = "Báo cáo chính trị"
ROUNDS = (date(2020, 2, 6), date(2020, 2, 13), date(2020, 2, 21), date(2020, 3, 2))
COMPLETED = date(2020, 3, 10)


def people() -> None:
    """The members of the cell, its offices, an account for each, and one who follows it above."""
    from daihoi.accounts.models import User
    from daihoi.home.management.demo.people import add_people
    from daihoi.home.management.demo.sources import read_toml
    from daihoi.organizations.actions import offices, people
    from daihoi.organizations.models import OfficeKind, Organization

    told = read_toml("organizations.toml")
    administrator = User.objects.earliest("pk")
    cell = Organization.objects.get(kind="grassroots_cell")
    superior = cell.parent
    assert superior is not None
    with standing(datetime(2020, 1, 6, 8)):  # noqa: DTZ001 - made aware there
        add_people(cell, told["cells"][0], actor=administrator)
        (follower,) = told["superior"]["people"]
        person = people.add_person(
            superior, {"full_name": follower["name"]}, status=None, actor=administrator
        )
        offices.add_office(
            person, OfficeKind.SUPERIOR_OFFICER, title=follower["office"],
            starts_on=date(2020, 1, 6), actor=administrator,
        )  # fmt: skip
        open_account(person, follower["username"], administrator)


def open_account(person: Any, username: str, actor: Any) -> None:
    from daihoi.home.management.demo import people

    people._open_account(person, username, actor=actor)  # type: ignore[arg-type]


def rounds() -> None:
    """Four rounds of members' opinions, each answered and closed; then the report is completed."""
    from daihoi.documents.actions import documents
    from daihoi.documents.models import Document
    from daihoi.home.management.demo.cast import Cast

    document = Document.objects.get(title=TITLE)
    cast = Cast(document.congress.organization, document.subcommittee)
    for day in ROUNDS:
        hold_round(document, cast, day)
    with standing(datetime.combine(COMPLETED, time(16))):
        document.refresh_from_db()
        documents.complete(document, actor=cast.head)


def hold_round(document: Any, cast: Any, day: date) -> None:
    """Opened in the morning, two opinions, ended, answered and closed in the evening."""
    from daihoi.documents.actions import answers, closing, opinions, rounds
    from daihoi.documents.models import Opinion
    from daihoi.documents.queries.audience import Audience, AudienceKind
    from daihoi.documents.queries.places import Saying
    from daihoi.rules.documents import AnswerResult, Means

    document.refresh_from_db()
    with standing(datetime.combine(day, time(8))):
        held = rounds.open_round(
            document, opens_on=day, closes_on=day, means=[Means.ONLINE, Means.MEETING],
            audience=Audience(AudienceKind.MEMBERS), actor=cast.head,
        )  # fmt: skip
    block = held.base_version.blocks.filter(kind="paragraph").order_by("position")[held.number]
    words = f"{block.text} (bổ sung lần {held.number})"
    adopted = Saying(text="Nên nêu rõ hơn.", block=block.key, proposed_text=words)
    refused = Saying(text="Nên bỏ phần số liệu.")
    explained = "Số liệu là căn cứ của đánh giá."
    with standing(datetime.combine(day, time(10))):
        first, second = (
            opinions.add_opinion(held, saying, actor=cast.account(cast.person(name)))
            for name, saying in (("Nguyễn Thế Đạt", adopted), ("Hoàng Văn Ước", refused))
        )
    with standing(datetime.combine(day, time(17))):
        rounds.end_round(held, actor=cast.head)
        accepting = answers.Reply(AnswerResult.ACCEPTED, text_after=words)
        answers.answer_opinions(
            Opinion.objects.get(pk=first.pk), accepting, apply=True, actor=cast.head
        )
        refusing = answers.Reply(AnswerResult.NOT_ACCEPTED, explanation=explained)
        answers.answer_opinions(Opinion.objects.get(pk=second.pk), refusing, actor=cast.head)
        held.refresh_from_db()
        closing.approve_table(held, actor=cast.head)
        closing.close_round(held, actor=cast.head)


def bodies() -> None:
    """Everybody the decision of 16 January names."""
    from daihoi.congresses.actions.subcommittees import add_post
    from daihoi.congresses.models import SubcommitteePost
    from daihoi.home.management.demo.sources import read_toml

    held, secretary = congress(), secretary_of()
    kinds = {"deputies": "deputy", "members": "member", "staff": "staff"}
    with standing(datetime(2020, 1, 16, 10)):  # noqa: DTZ001 - made aware there
        for told in read_toml("organizations.toml")["cells"][0]["subcommittees"]:
            body = held.subcommittees.get(purpose=told["purpose"])
            posts = [(told["head"], "head")]
            posts += [(name, post) for part, post in kinds.items() for name in told[part]]
            for name, post in posts:
                person = held.organization.people.get(full_name=name)
                if not body.posts.filter(person=person).exists():
                    day = date(2020, 1, 16)
                    add_post(body, person, SubcommitteePost.Post(post), day, actor=secretary)


def programme() -> None:
    """Programme, script and speeches as the demo tells them, until the dossier is sent."""
    from daihoi.home.management.demo.programme import ProgrammeStory

    told_until(datetime(2020, 3, 10), lambda: ProgrammeStory(congress(), told_of("programme"), cast()))  # noqa: DTZ001 - a demo's file has none either  # fmt: skip


def judged() -> None:
    """The superior's officer has looked at every paper of the dossier (S50)."""
    from daihoi.accounts.models import User
    from daihoi.approvals.actions.appraisals import judge_item
    from daihoi.approvals.models import Submission
    from daihoi.rules.approvals import ItemResult

    reviewer = User.objects.get(username="cap-tren")
    with standing(datetime(2020, 3, 20, 9)):  # noqa: DTZ001 - made aware there
        for item in Submission.objects.get().items.order_by("position"):
            judge_item(item, ItemResult.APPROVED, "", actor=reviewer)


def meeting() -> None:
    """The special-topic meeting of the afternoon of 25 March, from the invitation to its tasks."""
    from daihoi.home.management.demo.meetings import MeetingStory
    from daihoi.home.management.demo.minutes import MinutesStory

    rows = {row["key"]: row for row in told_of("meetings")["meetings"]}
    special = next(row for row in told_of("minutes")["minutes"] if row["kind"] == "special_topic")
    people = (congress(), cast(), secretary_of())
    told_until(
        datetime(2020, 3, 26, 8),  # noqa: DTZ001 - a demo's file has none either
        *(lambda key=key: MeetingStory(people[0], rows[key], people[1], people[2]) for key in ("special-topic", "congress")),
        lambda: MinutesStory(people[0], special, people[1], people[2]),
    )  # fmt: skip


def hall() -> None:
    """What the body for logistics did until 26 March."""
    from daihoi.home.management.demo.logistics import LogisticsStory

    told_until(datetime(2020, 3, 26, 12), lambda: LogisticsStory(congress(), told_of("logistics"), secretary_of()))  # noqa: DTZ001 - a demo's file has none either  # fmt: skip


def news() -> None:
    """The item of 26 March, 16:25, and what came before it."""
    from daihoi.home.management.demo.news import NewsStory

    told_until(datetime(2020, 3, 26, 17), lambda: NewsStory(congress(), told_of("news"), cast(), secretary_of()))  # noqa: DTZ001 - a demo's file has none either  # fmt: skip


def told_until(moment: datetime, *stories: Any) -> None:
    """Let the demo's stories happen as far as ``moment``."""
    from daihoi.home.management.demo.calendar import Calendar

    class Until(Calendar):
        def add(self, at: datetime, step: Callable[[], object]) -> None:
            if at <= moment:
                super().add(at, step)

    calendar = Until()
    for make in stories:
        make().put_on(calendar)
    calendar.run()


def congress() -> Any:
    from daihoi.congresses.models import Congress

    return Congress.objects.select_related("organization").get()


def cast() -> Any:
    from daihoi.home.management.demo.cast import Cast

    held = congress()
    return Cast(held.organization, held.subcommittees.get(purpose="documents"))


def secretary_of() -> Any:
    from daihoi.accounts.models import User

    return User.objects.get(username="bi-thu")


def told_of(name: str) -> dict[str, Any]:
    from daihoi.home.management.demo.sources import read_toml

    return read_toml(f"{name}.toml")


def standing(moment: datetime) -> Any:
    from django.utils import timezone

    from daihoi.base import clock

    return clock.standing_at(timezone.make_aware(moment))


STEPS = {
    step.__name__: step for step in (people, bodies, rounds, programme, judged, meeting, hall, news)
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    for step in sys.argv[1:]:
        STEPS[step]()
