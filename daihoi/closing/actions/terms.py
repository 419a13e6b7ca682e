"""Ending the term: posts, bodies and series of numbers change in one press."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_dialect
from daihoi.closing.models import TermEnd
from daihoi.closing.queries.terms import ONE_DAY, Start, TermPage, end_of, page_of
from daihoi.congresses.actions.subcommittees import end_subcommittee
from daihoi.congresses.models import Congress
from daihoi.elections.actions.bodies import release_member
from daihoi.live.topics import bump
from daihoi.organizations.actions.offices import add_office, end_office
from daihoi.registry.actions.terms import start_term


@transaction.atomic
def end_term(congress: Congress, start: Start, *, seen: str, actor: User) -> TermEnd:
    """End the old committee's posts, begin the new one's, release the bodies of the congress.

    The term of the register begins with it, unless it runs already. ``seen`` is the
    `TermPage.digest` of the preview: `Conflict` if anything of it changed since. `RuleBroken`
    tells everything that stands open; nothing is changed then.
    """
    require(actor, Permission.CLOSING_END, at=congress)
    locked = Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    locked.organization = congress.organization
    if end_of(locked) is not None:
        raise Conflict(_("Nhiệm kỳ đã được kết thúc."), code="term_ended")
    page = page_of(locked, start)
    if page.obstacles:
        raise RuleBroken(
            _("Chưa kết thúc được nhiệm kỳ: %(open)s")
            % {"open": " ".join(each.words for each in page.obstacles)},
            code="stands_open",
            advice=_("Hãy giải quyết từng việc nêu trên trang này trước."),
        )
    if seen != page.digest:
        raise Conflict(
            _("Những điều sẽ thay đổi đã khác lúc đồng chí xem."),
            code="outdated",
            advice=_("Hãy xem lại danh sách rồi xác nhận lần nữa."),
        )
    assert page.begins_on is not None  # noqa: S101 - an obstacle otherwise
    with in_dialect(locked.organization.family.dialect):
        changes = page.changes
        _change(page, page.begins_on, actor)
    ended = TermEnd.objects.create(
        congress=locked,
        begins_on=page.begins_on,
        changes=changes,
        ended_at=clock.now(),
        ended_by=actor,
    )
    after = {"begins_on": page.begins_on, "changes": changes}
    record("closing.end_term", ended, actor=actor, after=after, context=locked)
    bump(f"congresses.congress:{locked.pk}")
    return ended


def _change(page: TermPage, begins_on: date, actor: User) -> None:
    """In this order: one secretary at a time.

    Danger: the actor's own post may be among those that end. Her grants were read when she
    pressed and hang on her account, so that she may finish what she began.
    """
    if not page.is_begun:
        start_term(page.congress, actor=actor)
    for member in page.serving:
        release_member(member, reason=_("Đại hội đã kết thúc"), actor=actor)
    for body in page.subcommittees:
        end_subcommittee(body, clock.today(), actor=actor)
    for post in page.outgoing:
        end_office(post, begins_on - ONE_DAY, actor=actor)
    for new in page.incoming:
        if not new.is_held:
            add_office(new.person, new.kind, title=new.title, starts_on=begins_on, actor=actor)
