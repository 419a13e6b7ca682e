"""The end of the term: what it changes, and what must be settled before (N4, E-183)."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission
from daihoi.approvals.models import ConfirmedPost, Decision
from daihoi.approvals.queries.confirmations import Confirmation, confirmation_of
from daihoi.base import clock
from daihoi.closing.models import CongressMinutes, TermEnd
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.congresses.queries.congresses import congress_of
from daihoi.congresses.queries.tasks import OPEN_STATES
from daihoi.elections.models import BodyMember, Election, ElectionState, Round, RoundState
from daihoi.elections.queries.elected import Elected, elected_by_election, elections_of
from daihoi.elections.queries.law import level_of, rules_of
from daihoi.organizations.models import Office as Post
from daihoi.organizations.models import OfficeKind, Person
from daihoi.registry.models import Term
from daihoi.registry.queries.terms import congress_days, first_term_name
from daihoi.resolutions.models import Resolution
from daihoi.rules.elections.kinds import Office
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.papers.numbering import term_begins_on
from daihoi.vietnamese.dates import DateStyle, format_date
from daihoi.vietnamese.text import tidy

ONE_DAY = timedelta(days=1)
POSTS = {
    Office.SECRETARY: OfficeKind.SECRETARY,
    Office.DEPUTY_SECRETARY: OfficeKind.DEPUTY_SECRETARY,
    Office.COMMITTEE: OfficeKind.COMMITTEE_MEMBER,
}


class Start(StrEnum):
    """From when the new committee holds its posts."""

    CLOSING = "be-mac"  # the day after the closing day, as its series of numbers do (N4)
    DECISION = "chuan-y"  # the day of the superior's decision


@dataclass(frozen=True, slots=True)
class NewPost:
    """Somebody elected and confirmed; ``is_held`` where the post was entered by hand already."""

    person: Person
    kind: OfficeKind
    title: str
    is_held: bool

    @property
    def has_account(self) -> bool:
        return self.person.user_id is not None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands open, and where it is settled."""

    words: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class TermPage:
    """What ending the term would change from ``begins_on`` on; ``done`` once it was.

    ``refused`` are posts the superior does not confirm; nobody begins them.
    ``running`` is the term of the register, None before there is one; ``is_begun``: the new one runs.
    """

    congress: Congress
    start: Start
    starts: list[tuple[Start, date]]
    begins_on: date | None
    outgoing: list[Post]
    incoming: list[NewPost]
    refused: list[ConfirmedPost]
    serving: list[BodyMember]
    subcommittees: list[Subcommittee]
    running: str
    is_begun: bool
    obstacles: list[Obstacle]
    done: TermEnd | None

    @property
    def ends_on(self) -> date | None:
        """The last day of the outgoing committee."""
        return self.begins_on - ONE_DAY if self.begins_on else None

    @property
    def without_account(self) -> list[NewPost]:
        return [each for each in self.incoming if not each.has_account]

    @property
    def changes(self) -> list[dict[str, Any]]:
        """All of it in words: groups of "title" and "lines", those without lines left out."""
        groups = [
            (_("Thôi chức vụ"), [_held_words(each) for each in self.outgoing]),
            (_("Bắt đầu giữ chức vụ"), [f"{each.person}: {each.title}" for each in self.incoming]),
            (_("Không được chuẩn y, không bắt đầu"), list(map(_refused_words, self.refused))),
            (_("Các bộ phận của đại hội thôi nhiệm vụ"), [str(each) for each in self.serving]),
            (_("Tiểu ban kết thúc"), [each.name for each in self.subcommittees]),
            (_("Dãy số văn bản"), [self._series_words]),
        ]
        return [{"title": title, "lines": lines} for title, lines in groups if lines]

    @property
    def digest(self) -> str:
        """Equal while the same would change, from the same day."""
        told = (
            self.begins_on,
            [each.pk for each in self.outgoing],
            [(each.person.pk, each.kind.value, each.is_held) for each in self.incoming],
            [each.pk for each in (*self.refused, *self.serving, *self.subcommittees)],
            self.is_begun,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:20]

    @property
    def _series_words(self) -> str:
        names = {"new": self.congress.term, "old": self.running}
        if self.is_begun:
            return _("Nhiệm kỳ %(new)s đã mở; các dãy số giữ nguyên.") % names
        said = _("Khép nhiệm kỳ %(old)s, mở nhiệm kỳ %(new)s: số văn bản bắt đầu lại từ 01.")
        return said % names


def term_page(pk: int, start: Start, *, viewer: Any) -> TermPage:
    """The preview, for who may end the term."""
    return page_of(congress_of(pk, viewer=viewer, to=Permission.CLOSING_END), start)


def page_of(congress: Congress, start: Start) -> TermPage:
    """What ending the term would change now; asks no permission."""
    confirmation = confirmation_of(congress)
    decision = confirmation.decision if confirmation else None
    rules, elections = rules_of(congress), elections_of(congress)
    running = congress.organization.committee_terms.filter(ends_on__isnull=True).first()
    days = congress_days(congress)
    is_begun = bool(days and running and running.starts_on and running.starts_on >= days.opens_on)
    starts = list(_starts(congress, running if is_begun else None, decision))
    begins_on = dict(starts).get(start) or (starts[0][1] if starts else None)
    refused = confirmation.refused if confirmation else []
    bodies = list(_bodies(congress))
    incoming = list(_incoming(congress, rules, elections, refused, begins_on))
    return TermPage(
        congress=congress,
        start=start if start in dict(starts) else Start.CLOSING,
        starts=starts,
        begins_on=begins_on,
        outgoing=_outgoing(congress, begins_on),
        incoming=incoming,
        refused=refused,
        serving=_serving(congress),
        subcommittees=bodies,
        running=running.name if running else first_term_name(congress),
        is_begun=is_begun,
        obstacles=[
            *_of_days(congress, begins_on),
            *_of_elections(congress, elections, incoming),
            *_of_papers(congress),
            *_of_confirmation(congress, rules, confirmation),
            *_of_refused(congress, elections, refused),
            *_of_preparation(congress, bodies),
        ],
        done=end_of(congress),
    )


def end_of(congress: Congress) -> TermEnd | None:
    return TermEnd.objects.select_related("ended_by").filter(congress=congress).first()


def _starts(
    congress: Congress, begun: Term | None, decision: Decision | None
) -> Iterator[tuple[Start, date]]:
    days = congress_days(congress)
    if days is None or not days.confirmed:
        return
    first = begun.starts_on if begun and begun.starts_on else term_begins_on(days.closes_on)
    yield Start.CLOSING, first
    if decision is not None and decision.paper_on > first:
        yield Start.DECISION, decision.paper_on


def _outgoing(congress: Congress, begins_on: date | None) -> list[Post]:
    """Posts of the committee that are held without an end, begun before the new ones."""
    held = Post.objects.filter(
        person__organization=congress.organization, kind__in=POSTS.values(), ends_on__isnull=True
    )
    order = list(POSTS.values())
    found = held.select_related("person").order_by("person__name_key", "pk")
    before = [
        each for each in found if not (begins_on and each.starts_on and each.starts_on >= begins_on)
    ]
    return sorted(before, key=lambda each: order.index(OfficeKind(each.kind)))


def _incoming(
    congress: Congress,
    rules: RuleSet,
    elections: Sequence[Election],
    refused: Sequence[ConfirmedPost],
    begins_on: date | None,
) -> Iterator[NewPost]:
    """Elected or appointed people, each with the highest post; nobody the superior refused."""
    elected = elected_by_election(elections) if elections else {}
    not_recognised = {_named(each.name) for each in refused}
    level = level_of(congress.organization)
    held: set[tuple[int, str]] = set()
    if begins_on is not None:
        rows = Post.objects.filter(person__organization=congress.organization, ends_on__isnull=True)
        begun = rows.filter(starts_on__gte=begins_on)
        held = set(begun.values_list("person_id", "kind"))
    told: set[int] = set()
    for office, kind in POSTS.items():
        title = rules.title(office, level)
        title = f"{title} viên" if office is Office.COMMITTEE else title
        for election in (each for each in elections if each.office == office):
            for each in elected[election.pk]:
                person = each.person
                if person.pk in told:
                    continue
                told.add(person.pk)
                if not not_recognised & _names(each):
                    is_held = (person.pk, kind.value) in held
                    yield NewPost(person, kind, title[:1].upper() + title[1:], is_held)


def _serving(congress: Congress) -> list[BodyMember]:
    rows = BodyMember.objects.filter(congress=congress, released_at__isnull=True)
    return list(rows.select_related("person").order_by("body", "person__name_key", "pk"))


def _bodies(congress: Congress) -> Iterable[Subcommittee]:
    found = congress.subcommittees.filter(ends_on__isnull=True).order_by("pk")
    for body in found:
        body.congress = congress
        yield body


# --- What stands open ---------------------------------------------------------------------------


def _of_days(congress: Congress, begins_on: date | None) -> Iterator[Obstacle]:
    url = reverse("registry:term_list", args=[congress.organization_id])
    if begins_on is None:
        yield Obstacle(_("Chưa ghi ngày bế mạc đại hội."), url, _("Ghi ngày"))
    elif begins_on > clock.today():
        said = _("Nhiệm kỳ mới bắt đầu từ %(day)s, chưa đến ngày ấy.")
        yield Obstacle(said % {"day": format_date(begins_on, DateStyle.DASHED)}, url, _("Xem ngày"))


def _of_elections(
    congress: Congress, elections: Sequence[Election], incoming: Sequence[NewPost]
) -> Iterator[Obstacle]:
    url = reverse("elections:overview", args=[congress.pk])
    half = Round.objects.filter(election__congress=congress).exclude(
        state__in=(RoundState.ANNOUNCED, RoundState.VOID)
    )
    if n := half.exclude(election__state=ElectionState.CANCELLED).count():
        yield Obstacle(_("Còn %(n)s lượt bầu chưa công bố kết quả.") % {"n": n}, url, _("Mở"))
    if n := sum(each.state != ElectionState.FINISHED for each in elections):
        yield Obstacle(_("Còn %(n)s cuộc bầu chưa kết thúc.") % {"n": n}, url, _("Mở"))
    if not incoming:
        yield Obstacle(_("Chưa có ai trúng cử cấp ủy khóa mới."), url, _("Mở"))


def _of_papers(congress: Congress) -> Iterator[Obstacle]:
    adopted = Resolution.objects.filter(congress=congress, adopted_at__isnull=False)
    if not (adopted.exists() or is_issued(congress, "NQDH")):
        url = reverse("resolutions:resolution_detail", args=[congress.pk])
        yield Obstacle(_("Nghị quyết đại hội chưa được thông qua."), url, _("Mở nghị quyết"))
    signed = CongressMinutes.objects.filter(congress=congress, fixed_at__isnull=False)
    if not (signed.exists() or is_issued(congress, "BBDH")):
        url = reverse("closing:minutes_detail", args=[congress.pk])
        yield Obstacle(_("Biên bản đại hội chưa ký xong."), url, _("Mở biên bản"))


def _of_confirmation(
    congress: Congress, rules: RuleSet, confirmation: Confirmation | None
) -> Iterator[Obstacle]:
    if not rules.approval_by_superior.value:
        return
    url = reverse("approvals:confirmation", args=[congress.pk])
    if confirmation is None:
        said = _("Chưa gửi hồ sơ đề nghị chuẩn y kết quả bầu cử.")
    elif confirmation.is_refused:
        said = _("Cấp trên không công nhận kết quả bầu cử.")
    elif confirmation.decision is None:
        said = _("Cấp trên chưa chuẩn y kết quả bầu cử.")
    else:
        return
    yield Obstacle(said, url, _("Mở hồ sơ"))


def _of_refused(
    congress: Congress, elections: Sequence[Election], refused: Sequence[ConfirmedPost]
) -> Iterator[Obstacle]:
    """A refused post whose name is nobody's: she might begin it by mistake."""
    if not refused:
        return
    found = elected_by_election(elections) if elections else {}
    known = {name for people in found.values() for each in people for name in _names(each)}
    url = reverse("approvals:confirmation", args=[congress.pk])
    for post in refused:
        if _named(post.name) not in known:
            said = _("Không tìm thấy %(post)s (không được chuẩn y) trong kết quả bầu cử.")
            yield Obstacle(said % {"post": post}, url, _("Xem hồ sơ"))


def _names(elected: Elected) -> set[str]:
    """As the list, and as the ballot writes her."""
    return {_named(elected.person.full_name), _named(elected.name)}


def _named(name: str) -> str:
    return tidy(name).casefold()


def _of_preparation(congress: Congress, bodies: Sequence[Subcommittee]) -> Iterator[Obstacle]:
    if congress.closed_at is None:
        url = reverse("congresses:congress_close", args=[congress.pk])
        yield Obstacle(_("Công tác chuẩn bị đại hội chưa đóng."), url, _("Đánh giá và đóng"))
    busy = congress.tasks.filter(subcommittee__in=bodies, state__in=OPEN_STATES)
    names = {each.pk: each.name for each in bodies}
    for pk in dict.fromkeys(busy.order_by("subcommittee").values_list("subcommittee", flat=True)):
        if pk is not None:
            said = _("%(name)s còn công việc chưa xong.") % {"name": names[pk]}
            url = reverse("congresses:subcommittee_detail", args=[pk])
            yield Obstacle(said, url, _("Xem công việc"))


def is_issued(congress: Congress, code: str) -> bool:
    """Whether a paper of this kind stands in the register, not cancelled."""
    return congress.register_entries.filter(kind=code, cancelled_at__isnull=True).exists()


def _held_words(post: Post) -> str:
    return f"{post.person}: {post.title}"


def _refused_words(post: ConfirmedPost) -> str:
    return f"{post}: {post.reason}"
