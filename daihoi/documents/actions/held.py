"""A round held for one transaction: what every change of its opinions must keep true."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import SubcommitteePost
from daihoi.documents.models import Contribution, Opinion, OpinionRound, Participant
from daihoi.documents.queries import places
from daihoi.documents.queries.contributors import Contributor
from daihoi.documents.queries.places import Saying
from daihoi.documents.queries.rounds import SCOPE
from daihoi.live.topics import bump
from daihoi.notifications.actions import notify
from daihoi.organizations.models import Person
from daihoi.rules.documents import Means, RoundState, may_give_opinion
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import fold

BATCH = 500


class HeldRound:
    """The round's row, held until the transaction ends, its state brought up to the day.

    Senders queue here, so the counts stay true with any number of them. While it is held no two
    records of its organization become one: who is read now still stands when this is saved.
    """

    def __init__(self, round_pk: int) -> None:
        held = OpinionRound.objects.select_for_update(of=("self",))
        found = held.select_related(SCOPE, "base_version").filter(pk=round_pk).first()
        if found is None:
            raise NotFound(_("Không tìm thấy đợt lấy ý kiến này."))
        self.round = found
        self.now = clock.now()
        self.today = clock.today()
        if found.settle(self.now):
            found.save(update_fields=["state", "ended_at"])

    @staticmethod
    def hold_against_merge(_old: Person, new: Person) -> None:
        """Hold every round that still takes opinions, for two records that become one."""
        rounds = OpinionRound.objects.filter(document__congress__organization=new.organization_id)
        taking = rounds.exclude(state=RoundState.CLOSED.value).order_by("pk")
        list(taking.select_for_update(of=("self",)))

    def standing(self, contributor: Contributor) -> Contributor:
        """The contributor as of now: of two records made one meanwhile, the one that stayed."""
        if contributor.person is None:
            return contributor
        people = Person.with_merged.select_related("merged_into")
        person = people.get(pk=contributor.person.pk)
        return replace(contributor, person=person.merged_into or person)

    def check(self, *, dated: date | None = None, on_paper: bool = False) -> None:
        """Refuse an opinion the round does not take today; ``dated`` is a paper's own day."""
        findings = may_give_opinion(
            RoundState(self.round.state),
            today=self.today,
            opens_on=self.round.opens_on,
            closes_on=self.round.closes_on,
            on_paper=on_paper,
            dated=dated,
        )
        if not findings:
            return
        message, advice = self._words(findings[0].code)
        if findings[0].code.startswith("paper"):
            raise RuleBroken(message, findings, advice=advice)
        raise Conflict(message, code=findings[0].code, advice=advice)

    def opinion(
        self,
        saying: Saying,
        *,
        contributor: Contributor,
        means: Means,
        given_on: date,
        actor: User,
        contribution: Contribution | None = None,
    ) -> Opinion:
        """An unsaved opinion of the round, its place looked up in the base version."""
        opinion = Opinion(
            round=self.round,
            source=contributor.source,
            person=contributor.person,
            unit_id=contributor.unit_pk,
            contribution=contribution,
            contributor=contributor.label,
            means=means.value,
            given_on=given_on,
            recorded_by=actor,
            recorded_at=self.now,
        )
        self.put(opinion, saying)
        return opinion

    def put(self, opinion: Opinion, saying: Saying) -> None:
        """Give an opinion its words and its place."""
        fields = places.said(self.round.base_version, saying)
        for name, value in {**fields, **places.placed(self.round.base_version, fields)}.items():
            setattr(opinion, name, value)
        opinion.folded_text = fold(
            f"{opinion.text} {opinion.proposed_text} {opinion.argument}".strip()
        )

    def took(self, opinions: Sequence[Opinion]) -> None:
        """Count new opinions, and note who has answered with them."""
        self._add(opinions=len(opinions))
        people = {opinion.person_id for opinion in opinions if opinion.person_id}
        units = {opinion.unit_id for opinion in opinions if opinion.source == Opinion.Source.UNIT}
        self._asked(people, units).filter(answered_at__isnull=True).update(answered_at=self.now)

    def lost(self, opinion: Opinion) -> None:
        """Count a withdrawn opinion out; who has no other left has not answered."""
        self._add(opinions=-1)
        live = self.round.opinions.filter(withdrawn_at__isnull=True, source=opinion.source)
        if opinion.source == Opinion.Source.UNIT:
            rest, asked = live.filter(unit=opinion.unit_id), self._asked((), {opinion.unit_id})
        else:
            rest, asked = (
                live.filter(person=opinion.person_id),
                self._asked({opinion.person_id}, ()),
            )
        if not rest.exists():
            asked.update(answered_at=None)

    def unanswered(self, opinion: Opinion) -> None:
        """The answer to an opinion no longer counts: it was given to other words, or to none."""
        if opinion.answer_id is not None:
            opinion.answer = None
            self._add(answered=-1)

    def tell(self, *, head: bool = False) -> None:
        """Pages that show the round hear of it; its head too, by one unread notice at most."""
        bump(f"documents.round:{self.round.pk}")
        if head:
            self._tell_head()

    def _tell_head(self) -> None:
        topic = f"documents.round:{self.round.pk}:opinions"
        posts = SubcommitteePost.objects.filter(
            subcommittee=self.round.document.subcommittee_id,
            post=SubcommitteePost.Post.HEAD,
            starts_on__lte=self.today,
        ).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=self.today))
        heads = User.objects.filter(person__posts__in=posts, is_active=True)
        told = User.objects.filter(notices__topic=topic, notices__read_at__isnull=True)
        waiting = list(heads.exclude(pk__in=told.values("pk")).distinct())
        if waiting:
            notify(
                waiting,
                title=f"Có ý kiến mới: {self.round}",
                url=reverse("documents:round_detail", kwargs={"pk": self.round.pk}),
                topic=topic,
            )

    def _asked(self, people: Iterable[Any], units: Iterable[Any]) -> Any:
        condition = Q(person__in=list(people)) | Q(person__isnull=True, unit__in=list(units))
        return Participant.objects.filter(condition, round=self.round)

    def _add(self, *, opinions: int = 0, answered: int = 0) -> None:
        OpinionRound.objects.filter(pk=self.round.pk).update(
            opinions_count=F("opinions_count") + opinions,
            answered_count=F("answered_count") + answered,
        )

    def _words(self, code: str) -> tuple[str, str]:
        opens = format_date(self.round.opens_on, DateStyle.DASHED)
        closes = format_date(self.round.closes_on, DateStyle.DASHED)
        period = {"from": opens, "to": closes}
        to_staff = _("Hãy gửi ý kiến cho tiểu ban văn kiện.")
        return {
            "round_closed": (_("Đợt lấy ý kiến đã đóng, không nhận ý kiến nữa."), to_staff),
            "round_ended": (_("Đợt lấy ý kiến đã kết thúc."), to_staff),
            "round_not_started": (
                _("Đợt lấy ý kiến bắt đầu từ ngày %(from)s.") % period,
                _("Hãy quay lại từ ngày đó."),
            ),
            "paper_not_dated": (
                _("Chưa ghi ngày góp ý."),
                _("Hãy ghi ngày trên phiếu hoặc ngày họp."),
            ),
            "paper_dated_outside_period": (
                _("Ngày góp ý phải trong khoảng %(from)s đến %(to)s và không sau hôm nay.")
                % period,
                _("Hãy xem lại ngày ghi trên phiếu."),
            ),
        }[code]
