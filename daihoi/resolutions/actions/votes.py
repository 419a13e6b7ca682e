"""The congress votes on targets and on the whole; what it adopted is frozen and becomes a paper."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.actions.targets import adopt_targets
from daihoi.elections.actions.votes import record_vote
from daihoi.elections.queries.hands import Hands, judged
from daihoi.registry.actions.papers import deposit
from daihoi.registry.models import Paper
from daihoi.resolutions.actions.held import HeldResolution
from daihoi.resolutions.models import Clause, Matter, Resolution, ResolutionVote
from daihoi.resolutions.queries.labels import SOURCE, resolution_label
from daihoi.resolutions.queries.texts import blocks_of, clauses_of, digest_of, vote_block, whole_of
from daihoi.resolutions.queries.votes import missing_words, standing, vote_on_whole
from daihoi.rules.elections.kinds import Matter as HandMatter
from daihoi.rules.papers import CATALOGUE


@transaction.atomic
def vote_target(clause: Clause, hands: Hands, *, revision: int, actor: User) -> ResolutionVote:
    """Vote on one target in the words of the page; a later vote on the same words takes its place."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=clause.resolution.congress)
    held = HeldResolution.to_change(clause.resolution)
    locked = held.clause(clause)
    if not locked.is_target:
        raise RuleBroken(_("Chỉ chỉ tiêu mới được biểu quyết riêng."), code="no_target")
    if locked.revision != revision:
        raise _changed()
    with in_vietnamese():
        subject = _("Chỉ tiêu: %(target)s") % {"target": locked.line}
    made = _vote(
        held, Matter.TARGET, hands, subject=subject, digest=digest_of(locked.told), clause=locked,
        actor=actor,
    )  # fmt: skip
    record(
        "resolutions.vote_target", made, actor=actor,
        after={"target": locked.line, "passed": made.vote.passed},
        context=held.resolution.congress,
    )  # fmt: skip
    return made


@transaction.atomic
def vote_targets(
    resolution: Resolution, hands: Hands, *, revision: int, actor: User
) -> ResolutionVote:
    """Vote on all targets at once."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution.congress)
    held, clauses = _as_shown(resolution, revision)
    targets = [each.told for each in clauses if each.is_target]
    if not targets:
        raise RuleBroken(_("Dự thảo nghị quyết chưa có chỉ tiêu nào."), code="no_target")
    with in_vietnamese():
        subject = _("Các chỉ tiêu của nghị quyết đại hội (%(n)s chỉ tiêu)") % {"n": len(targets)}
    made = _vote(
        held, Matter.TARGETS, hands, subject=subject, digest=digest_of(targets), actor=actor
    )
    record(
        "resolutions.vote_targets", made, actor=actor, after={"passed": made.vote.passed},
        context=held.resolution.congress,
    )  # fmt: skip
    return made


@transaction.atomic
def vote_whole(
    resolution: Resolution, hands: Hands, *, revision: int, actor: User
) -> ResolutionVote:
    """Vote on the whole resolution, once every proposal is decided and targets are voted as chosen."""
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution.congress)
    held, clauses = _as_shown(resolution, revision)
    if not clauses:
        raise RuleBroken(_("Dự thảo nghị quyết chưa có nội dung."), code="no_text")
    missing = missing_words(held.resolution, clauses, but_whole=True)
    if missing:
        raise RuleBroken(" ".join(missing), code="not_ready")
    with in_vietnamese():
        subject = _("Toàn văn nghị quyết đại hội")
    digest = digest_of(whole_of(held.resolution, clauses))
    made = _vote(held, Matter.WHOLE, hands, subject=subject, digest=digest, actor=actor)
    record(
        "resolutions.vote_whole", made, actor=actor, after={"passed": made.vote.passed},
        context=held.resolution.congress,
    )  # fmt: skip
    return made


@transaction.atomic
def adopt_resolution(resolution: Resolution, *, revision: int, actor: User) -> Resolution:
    """Freeze the text that the congress voted: its words, its digest, who and when.

    Refused without the vote on exactly these words. Nothing of it changes afterwards. Its targets
    are those that the congress follows from now on.
    """
    require(actor, Permission.RESOLUTIONS_WRITE, at=resolution.congress)
    held, clauses = _as_shown(resolution, revision)
    locked = held.resolution
    vote = vote_on_whole(locked, clauses)
    missing = missing_words(locked, clauses)
    if vote is None or missing:
        raise RuleBroken(" ".join(missing), code="not_ready")
    locked.adopted = whole_of(locked, clauses)
    locked.digest = digest_of(locked.adopted)
    locked.adopted_at, locked.adopted_by = clock.now(), actor
    locked.shown_amendment = None
    held.save("adopted", "digest", "adopted_at", "adopted_by", "shown_amendment")
    after = {"digest": locked.digest, "vote": vote.vote_id, "clauses": len(clauses)}
    record(
        "resolutions.adopt_resolution", locked, actor=actor, after=after, context=locked.congress
    )
    targets = [each.told for each in clauses if each.is_target]
    adopt_targets(locked.congress, targets, actor=actor)
    return locked


@transaction.atomic
def deposit_resolution(resolution: Resolution, *, actor: User) -> Paper:
    """Make the adopted text a paper (NQDH) that the register issues."""
    require(actor, Permission.REGISTRY_DRAFT, at=resolution.congress)
    held = HeldResolution(resolution)
    locked = held.resolution
    if not locked.is_adopted:
        raise RuleBroken(_("Chỉ lập văn bản sau khi đại hội thông qua nghị quyết."), code="draft")
    clauses = clauses_of(locked)
    vote = vote_on_whole(locked, clauses)
    with in_vietnamese():
        blocks = blocks_of(clauses) + (vote_block(clauses, vote) if vote else [])
        paper = deposit(
            locked.congress,
            CATALOGUE["NQDH"],
            blocks,
            source=f"{SOURCE}:{locked.pk}",
            source_label=resolution_label(locked),
            actor=actor,
        )
    locked.paper = paper
    held.save("paper")
    record(
        "resolutions.deposit_resolution", locked, actor=actor, after={"paper": paper.pk},
        context=locked.congress,
    )  # fmt: skip
    return paper


def _as_shown(resolution: Resolution, revision: int) -> tuple[HeldResolution, Sequence[Clause]]:
    """Held with its clauses; `Conflict` unless nothing changed since the page was opened."""
    held = HeldResolution.to_change(resolution)
    if held.resolution.revision != revision:
        raise _changed()
    return held, clauses_of(held.resolution)


def _changed() -> Conflict:
    return Conflict(
        _("Dự thảo vừa được sửa từ lúc đồng chí mở trang nên chưa ghi kết quả biểu quyết."),
        code="outdated",
        advice=_("Hãy xem lại nội dung vừa sửa; nếu đại hội biểu quyết đúng nội dung ấy thì gửi lại."),
    )  # fmt: skip


def _vote(
    held: HeldResolution,
    matter: Matter,
    hands: Hands,
    *,
    subject: str,
    digest: str,
    clause: Clause | None = None,
    actor: User,
) -> ResolutionVote:
    """The hands judged and kept with what they were on; a second count of what passed is refused."""
    resolution = held.resolution
    if any(each.digest == digest and each.counts for each in standing(resolution, matter)):
        raise Conflict(
            _("Đại hội đã biểu quyết thông qua đúng nội dung này."),
            code="voted",
            advice=_("Nếu đếm nhầm, hãy gạch lần biểu quyết ấy rồi đếm lại."),
        )
    congress = resolution.congress
    base = judged(congress, hands).answer.facts["base"]
    vote = record_vote(congress, HandMatter.RESOLUTION, subject, hands, actor=actor)
    made = ResolutionVote.objects.create(
        resolution=resolution, matter=matter, clause=clause, digest=digest, base=base, vote=vote
    )
    held.save()
    return made
