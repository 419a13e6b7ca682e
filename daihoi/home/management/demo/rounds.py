"""One opinion round of a document, from its opening to where it stands on the demo's day."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from daihoi.documents.actions import (
    answers,
    closing,
    contributions,
    groups,
    opinions,
    rounds,
    texts,
)
from daihoi.documents.models import Contribution, Document, Opinion, OpinionRound, Version
from daihoi.documents.queries.audience import Audience, AudienceKind
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.notifications.actions import mark_read
from daihoi.papers.outline import BlockKind
from daihoi.rules.documents import AnswerResult, Means, OpinionKind

BEFORE_OPENING = timedelta(minutes=5)


class RoundStory:
    """What a round's file tells, put on a calendar. The opinions exist once it has run."""

    def __init__(self, find: Callable[[], Document], told: dict[str, Any], cast: Cast) -> None:
        """``find`` gives the document, which exists once its import has run."""
        self._find = find
        self._told = told
        self._cast = cast
        self._opened: OpinionRound | None = None

    @property
    def round(self) -> OpinionRound:
        if self._opened is None:
            raise ValueError("the round opens first")
        self._opened.refresh_from_db()
        return self._opened

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        calendar.add(told["opened_at"] - BEFORE_OPENING, self._read_inboxes)
        calendar.add(told["opened_at"], self._open)
        for contribution in told.get("contribution", ()):
            self._put_contribution(calendar, contribution)
        for opinion in told.get("opinion", ()):
            self._put_opinion(calendar, opinion)
        for moment in told.get("grouped_at", ()):
            calendar.add(moment, self._group)
        if "reminded_at" in told:
            calendar.add(told["reminded_at"], self._remind)
        for edit in told.get("edit", ()):
            calendar.add(edit["at"], partial(self._edit, edit))
        if "ended_at" in told:
            calendar.add(told["ended_at"], self._end)
        if "closed_at" in told:
            calendar.add(told["approved_at"], self._approve)
            calendar.add(told["closed_at"], self._close)

    def _put_opinion(self, calendar: Calendar, told: dict[str, Any]) -> None:
        calendar.add(told.get("entered_at", told["at"]), partial(self._say, told))
        if "withdrawn_at" in told:
            calendar.add(told["withdrawn_at"], partial(self._withdraw, told))
        self._put_answer(calendar, told)

    def _put_contribution(self, calendar: Calendar, told: dict[str, Any]) -> None:
        """Items are written the evening before the unit's head signs them."""
        signed_at: datetime | None = told.get("signed_at")
        drafted_at = told.get("drafted_at") or _evening_before(signed_at, self._told["opened_at"])
        for item in told["item"]:
            calendar.add(drafted_at, partial(self._draft, told["unit"], item))
            self._put_answer(calendar, item)
        if signed_at:
            calendar.add(signed_at, partial(self._sign, told))

    def _put_answer(self, calendar: Calendar, told: dict[str, Any]) -> None:
        if "answer" in told:
            calendar.add(told["answer"]["at"], partial(self._answer, told))

    def _read_inboxes(self) -> None:
        """Who is asked again has read what came before."""
        for user in self._cast.accounts():
            mark_read(actor=user)

    def _open(self) -> None:
        told = self._told
        self._opened = rounds.open_round(
            self._find(),
            opens_on=told["opens_on"],
            closes_on=told["closes_on"],
            means=[Means(value) for value in told["means"]],
            request=told["request"],
            audience=self._audience(),
            sections=self._sections(),
            actor=self._cast.head,
        )

    def _audience(self) -> Audience:
        told, cast = self._told, self._cast
        kind = AudienceKind.MEMBERS if told.get("members") else AudienceKind.NOBODY
        kind = AudienceKind.CHOSEN if "people" in told else kind
        units = cast.units_with_head() if "units" in told else []
        return Audience(
            kind,
            persons=frozenset(cast.person(name).pk for name in told.get("people", ())),
            units=frozenset(unit.pk for unit in units),
        )

    def _sections(self) -> dict[Any, list[int]]:
        latest = self._find().versions.order_by("-number").first()
        rows = latest.blocks.filter(kind=BlockKind.HEADING.value) if latest else []
        return {
            row.key: [self._cast.units[mark["unit"]].pk]
            for row in rows
            for mark in self._told.get("section", ())
            if row.text.startswith(mark["heading"])
        }

    def _say(self, told: dict[str, Any]) -> None:
        saying = saying_in(self.round.base_version, told)
        if told.get("means") == Means.ONLINE:
            author = self._cast.account(self._cast.person(told["by"]))
            told["row"] = opinions.add_opinion(self.round, saying, actor=author)
            return
        contributor = Contributor(name=told.get("meeting", ""))
        if "by" in told:
            contributor = Contributor(person=self._cast.person(told["by"]))
        told["row"] = opinions.record_paper_opinion(
            self.round,
            saying,
            contributor=contributor,
            means=Means(told.get("means", Means.MEETING)),
            given_on=told["at"].date(),
            actor=self._cast.clerk,
        )

    def _withdraw(self, told: dict[str, Any]) -> None:
        row: Opinion = told["row"]
        author = self._cast.account(self._cast.person(told["by"]))
        opinions.withdraw_opinion(row, revision=row.revision, actor=author)

    def _draft(self, unit_name: str, told: dict[str, Any]) -> None:
        unit = self._cast.units[unit_name]
        saying = saying_in(self.round.base_version, told)
        contributions.add_item(self.round, unit, saying, actor=self._cast.head_of(unit))

    def _sign(self, told: dict[str, Any]) -> None:
        unit = self._cast.units[told["unit"]]
        contribution = Contribution.objects.get(round=self.round, unit=unit)
        contributions.sign(contribution, items=len(told["item"]), actor=self._cast.head_of(unit))
        for item, row in zip(told["item"], contribution.opinions.order_by("pk"), strict=True):
            item["row"] = row

    def _group(self) -> None:
        groups.propose_groups(self.round, actor=self._cast.head)

    def _answer(self, told: dict[str, Any]) -> None:
        """Answer an opinion and those alike; adopted words go into the working version."""
        given, row = told["answer"], Opinion.objects.get(pk=told["row"].pk)
        adopted = given["result"] in {AnswerResult.ACCEPTED, AnswerResult.PARTLY}
        words = given.get("words", row.proposed_text) if adopted else ""
        answers.answer_opinions(
            row,
            answers.Reply(
                AnswerResult(given["result"]),
                explanation=given.get("explanation", ""),
                text_after=words,
                transferred_to=given.get("transferred_to", ""),
            ),
            apply=bool(words),
            actor=self._cast.head,
        )

    def _edit(self, told: dict[str, Any]) -> None:
        """Change a block of the working version without an opinion that asked for it."""
        working = texts.start_working(self._find(), actor=self._cast.head)
        block = working.blocks.get(text=told["old"])
        texts.change_block(
            working, block.key, told["new"], revision=block.revision, actor=self._cast.head
        )

    def _remind(self) -> None:
        rounds.remind(self.round, actor=self._cast.head)

    def _end(self) -> None:
        rounds.end_round(self.round, actor=self._cast.head)

    def _approve(self) -> None:
        closing.approve_table(self.round, actor=self._cast.head)

    def _close(self) -> None:
        closing.close_round(self.round, actor=self._cast.head)


def saying_in(version: Version, told: dict[str, Any]) -> Saying:
    """The opinion with its place found by the words its file quotes; they stand there once."""
    place = next((told[name] for name in ("quote", "paragraph", "section") if name in told), None)
    saying = {
        "text": told["text"],
        "kind": OpinionKind(told["kind"]) if "kind" in told else None,
        "proposed_text": told.get("proposed", ""),
        "argument": told.get("argument", ""),
    }
    if place is None:
        return Saying(**saying)
    rows = version.blocks.order_by("position")
    if "quote" in told:
        found = [row for row in rows if place in row.text]
    else:
        found = [row for row in rows if row.text.startswith(place)]
    if "nth" not in told and len(found) != 1:
        raise ValueError(f"{place!r} stands in {len(found)} blocks")
    row = found[told.get("nth", 1) - 1]
    if "quote" in told:
        start = row.text.index(place)
        saying |= {"quote": place, "start": start, "end": start + len(place)}
    return Saying(block=row.key, **saying)


def _evening_before(moment: datetime | None, opened_at: datetime) -> datetime:
    if moment is None:
        raise ValueError("a contribution is signed or still drafted")
    evening = datetime.combine(moment.date() - timedelta(days=1), time(20))
    return max(evening, opened_at + timedelta(hours=1))
