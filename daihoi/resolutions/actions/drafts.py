"""The draft: taken from the document or typed, its clauses changed, shown to the hall."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.revisions import require_seen
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.documents.models import Version
from daihoi.documents.models.documents import DocumentKind
from daihoi.documents.queries.documents import get_document
from daihoi.live.topics import bump
from daihoi.resolutions.actions.held import STEP, HeldResolution
from daihoi.resolutions.models import Amendment, Clause, ClauseKind, Resolution, TargetsVote
from daihoi.resolutions.queries.seen import body_of, congress_topic, scope_of
from daihoi.resolutions.queries.taken import Taken, clauses_in, group_of, prepared_targets
from daihoi.rules.outcomes import years_of
from daihoi.rules.programme.checks import basis_in
from daihoi.rules.resolutions import may_vote_on
from daihoi.vietnamese.text import tidy


@transaction.atomic
def begin_resolution(
    congress: Congress, title: str, *, version: Version | None = None, actor: User
) -> Resolution:
    """The draft that the hall works on: from a frozen text, or to be typed clause by clause.

    One that is typed begins with the targets that were set while preparing.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=scope_of(congress))
    held = HeldCongress(congress).congress
    if Resolution.objects.filter(congress=held).exists():
        raise Conflict(_("Đại hội này đã có dự thảo nghị quyết."), code="begun")
    if not tidy(title):
        raise RuleBroken(_("Hãy ghi tên nghị quyết."), code="no_title")
    taken = _read(version, actor) if version else prepared_targets(held)
    now = clock.now()
    made = Resolution.objects.create(
        congress=congress,
        subcommittee=body_of(congress),
        version=version,
        title=tidy(title)[:300],
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    _put(made, taken)
    after = {"title": made.title, "version": version and version.number, "clauses": len(taken)}
    record("resolutions.begin_resolution", made, actor=actor, after=after, context=congress)
    bump(congress_topic(congress))
    return made


@transaction.atomic
def retake_resolution(resolution: Resolution, version: Version, *, actor: User) -> Resolution:
    """Take another version instead; refused once somebody proposed, voted or typed on this one."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution)
    held = HeldResolution.to_change(resolution)
    locked = held.resolution
    worked_on = locked.clauses.exclude(changed_at__isnull=True, removed_at__isnull=True)
    if locked.amendments.exists() or locked.votes.exists() or worked_on.exists():
        raise Conflict(
            _("Dự thảo này đã có sửa đổi, đề nghị hoặc biểu quyết nên không lấy lại từ đầu."),
            code="worked_on",
            advice=_("Hãy sửa từng điều khoản theo bản mới."),
        )
    taken = _read(version, actor)
    before = [each.told for each in locked.clauses.order_by("position", "pk")]
    locked.clauses.all().delete()
    locked.version, locked.shown_key = version, None
    _put(locked, taken)
    held.save("version", "shown_key")
    after = {"version": version.number, "clauses": len(taken)}
    record(
        "resolutions.retake_resolution", locked, actor=actor, before={"clauses": before},
        after=after, context=locked.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def add_clause(
    resolution: Resolution,
    kind: ClauseKind,
    values: Mapping[str, Any],
    *,
    after: Clause | None = None,
    actor: User,
) -> Clause:
    """Type one more clause behind another; None: at the end."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution)
    held = HeldResolution.to_change(resolution)
    made = held.put_clause(kind, values, after=after, actor=actor)
    held.save()
    record(
        "resolutions.add_clause", made, actor=actor, after=made.told,
        context=held.resolution.congress,
    )  # fmt: skip
    return made


@transaction.atomic
def edit_clause(
    clause: Clause, values: Mapping[str, Any], *, seen: str | None = None, actor: User
) -> Clause:
    """Change the words of a clause; votes on the old words no longer speak for it.

    `Outdated` where somebody changed it since the page was opened: both are shown.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.clause(clause)
    require_seen(locked, values, seen)
    before = locked.told
    if not held.change_clause(locked, values, actor=actor):
        return locked
    held.save()
    record(
        "resolutions.edit_clause", locked, actor=actor, before=before, after=locked.told,
        context=held.resolution.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def turn_clause(clause: Clause, *, actor: User) -> Clause:
    """Make a clause a target, of the whole term until told otherwise, or a target a clause again."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.clause(clause)
    if locked.kind == ClauseKind.HEADING:
        raise RuleBroken(_("Đề mục không chuyển thành chỉ tiêu được."), code="heading")
    before = locked.told
    if locked.is_target:
        locked.text, locked.kind, locked.group = locked.line, ClauseKind.TEXT, ""
        locked.unit, locked.amount, locked.year = "", "", None
    else:
        locked.kind, locked.group = ClauseKind.TARGET, group_of(locked.text)
    locked.revision += 1
    locked.changed_at, locked.changed_by = clock.now(), actor
    told = ("text", "kind", "group", "unit", "amount", "year")
    locked.save(update_fields=[*told, "revision", "changed_at", "changed_by"])
    held.save()
    record(
        "resolutions.turn_clause", locked, actor=actor, before=before, after=locked.told,
        context=held.resolution.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def remove_clause(clause: Clause, *, actor: User) -> None:
    """Take a clause out of the draft; it stays, and can be put back."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.clause(clause)
    if locked.amendments.filter(state="open").exists():
        raise Conflict(
            _("Điều khoản này có đề nghị sửa đổi chưa quyết định."),
            code="open_amendments",
            advice=_("Hãy quyết định đề nghị ấy trước."),
        )
    held.take_out(locked, actor=actor)
    held.save()
    record(
        "resolutions.remove_clause", locked, actor=actor, before=locked.told,
        context=held.resolution.congress,
    )  # fmt: skip


@transaction.atomic
def restore_clause(clause: Clause, *, actor: User) -> None:
    """Put a clause back where it stood."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.resolution.clauses.get(pk=clause.pk)
    held.put_back(locked)
    held.save()
    record(
        "resolutions.restore_clause", locked, actor=actor, after=locked.told,
        context=held.resolution.congress,
    )  # fmt: skip


@transaction.atomic
def show_clause(
    resolution: Resolution,
    clause: Clause | None,
    *,
    amendment: Amendment | None = None,
    actor: User,
) -> Resolution:
    """Choose what the hall reads on its screens: a clause, with an amendment or without; None: the title.

    Also once it is adopted: screens show the text then.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution)
    held = HeldResolution(resolution)
    locked = held.resolution
    chosen = held.clause(clause) if clause else None
    proposed = held.amendment(amendment) if amendment else None
    before = {"clause": locked.shown_key and locked.shown_key.hex}
    locked.shown_key = chosen.key if chosen else None
    locked.shown_amendment, locked.shown_at, locked.asked_at = proposed, clock.now(), None
    held.save("shown_key", "shown_amendment", "shown_at", "asked_at")
    after = {"clause": chosen and chosen.key.hex, "amendment": proposed and proposed.number}
    record(
        "resolutions.show_clause", locked, actor=actor, before=before, after=after,
        context=locked.congress,
    )  # fmt: skip
    return locked


@transaction.atomic
def set_voting(resolution: Resolution, how: TargetsVote, *, actor: User) -> Resolution:
    """Whether the congress votes on targets singly, all at once, or with the whole."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution)
    held = HeldResolution.to_change(resolution)
    locked = held.resolution
    before = {"targets_vote": locked.targets_vote}
    locked.targets_vote = how
    held.save("targets_vote")
    record(
        "resolutions.set_voting", locked, actor=actor, before=before,
        after={"targets_vote": how}, context=locked.congress,
    )  # fmt: skip
    return locked


def _read(version: Version, actor: User) -> list[Taken]:
    """The clauses of a version the actor reads; refused unless it is a frozen draft resolution."""
    document = get_document(version.document_id, viewer=actor)
    if (found := may_vote_on(document.kind)) is not None:
        family = document.congress.organization.family
        raise RuleBroken(
            _("Chương trình hành động chỉ thảo luận, không đưa ra biểu quyết (%(source)s).")
            % {"source": str(basis_in(family.code, found.basis))},
            code=found.code,
            advice=_("Chi ủy khóa mới tiếp thu ý kiến đại hội để hoàn chỉnh và ban hành."),
        )
    if document.kind != DocumentKind.DRAFT_RESOLUTION or version.is_working:
        raise RuleBroken(
            _("Chỉ lấy từ một bản đã chốt của dự thảo nghị quyết."),
            code="no_draft",
            advice=_("Hãy chốt bản dự thảo ở trang văn kiện trước."),
        )
    taken = clauses_in(version)
    if not taken:
        raise RuleBroken(_("Bản này chưa có nội dung nào."), code="no_text")
    return taken


def _put(resolution: Resolution, taken: Sequence[Taken]) -> None:
    """A year outside of the term becomes part of the amount, for people to set right."""
    term = years_of(resolution.congress.term_start, resolution.congress.term_end)
    rows = []
    for number, each in enumerate(taken, 1):
        target = dict(each.target)
        if target and target["year"] is not None and target["year"] not in term:
            target["amount"] = f"{target['amount']} (năm {target['year']})"[:120]
            target["year"] = None
        rows.append(
            Clause(
                resolution=resolution, key=each.key, kind=each.kind, text=each.text,
                level=each.level, position=number * STEP, shape=each.shape, **target,
            )
        )  # fmt: skip
    Clause.objects.bulk_create(rows)
