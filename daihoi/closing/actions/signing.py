"""Congress minutes signed off by presidium and secretaries, then fixed; corrected by additions."""

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict, RuleBroken
from daihoi.closing.actions.held_minutes import HeldMinutes
from daihoi.closing.models import CongressMinutes, MinutesAddition, MinutesSignature
from daihoi.closing.papers.minutes import minutes_paper, paper_digest
from daihoi.closing.queries.minutes import minutes_text, wants_of
from daihoi.congresses.models import Congress

ADDITION_LETTERS = 4_000


@transaction.atomic
def sign_minutes(congress: Congress, *, seen: str, actor: User) -> CongressMinutes:
    """Sign for the presidium or as secretary, each in her own sign-in; with all named it is fixed.

    The first signature keeps the text; ``seen`` is the SHA-256 of the paper her page showed, and
    everybody signs the same. Refused before the closing, the end of every election, the reading.
    """
    require(actor, Permission.CLOSING_SIGN, at=congress)
    held = HeldMinutes(congress)
    minutes = held.minutes
    if minutes.is_fixed:
        raise Conflict(_("Biên bản đã đủ chữ ký."), code="fixed")
    person, part = held.signer_of(None, actor)
    if minutes.content is None:
        text = minutes_text(congress, minutes)
        stops = [each for each in wants_of(text) if each.stops]
        if stops:
            raise RuleBroken(
                stops[0].text, code=stops[0].code, advice=_("Làm xong việc ấy rồi ký.")
            )
        paper = minutes_paper(text)
        minutes.content, minutes.digest = paper.to_json(), paper_digest(paper)
    if seen != minutes.digest:
        raise Conflict(
            _("Nội dung biên bản đã khác với trang đồng chí đọc nên chưa ký."),
            code="text_differs",
            advice=_("Hãy tải lại trang, đọc lại rồi ký."),
        )
    minutes.save(update_fields=["content", "digest"])
    held.sign(person, part, actor=actor)
    held.fix_when_complete(actor=actor)
    after = {"as": part.value, "digest": minutes.digest, "fixed": minutes.is_fixed}
    record("closing.sign_minutes", minutes, actor=actor, after=after, context=congress)
    held.told()
    return minutes


@transaction.atomic
def note_signature(
    congress: Congress, person: int, *, addition: MinutesAddition | None = None, actor: User
) -> CongressMinutes:
    """Note that somebody without an account signed the printed copy.

    Only once the text stands still: nobody signs on paper what may still change.
    """
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    minutes = held.minutes
    if not minutes.is_begun or (addition is None and minutes.is_fixed):
        raise Conflict(
            _("Chỉ ghi chữ ký trên bản in khi biên bản đã có người ký và chưa đủ chữ ký."),
            code="not_begun",
        )
    signer, part = held.signer_without_account(addition, person)
    held.sign(signer, part, actor=actor, addition=addition, is_on_paper=True)
    if addition is None:
        held.fix_when_complete(actor=actor)
    after = {"person": signer.full_name, "as": part.value, "addition": addition and addition.pk}
    record("closing.note_signature", minutes, actor=actor, after=after, context=congress)
    held.told()
    return minutes


@transaction.atomic
def reopen_minutes(congress: Congress, reason: str, *, actor: User) -> CongressMinutes:
    """Take the signatures back to put something right; once all have signed it is too late."""
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    minutes = held.minutes
    if minutes.is_fixed or not minutes.is_begun:
        raise Conflict(
            _("Chỉ mở lại được khi đã có người ký và chưa đủ chữ ký."),
            code="not_half_signed",
            advice=_("Khi đã đủ chữ ký, hãy ghi thành bổ sung."),
        )
    if not reason.strip():
        raise RuleBroken(_("Chưa ghi lý do mở lại."), code="no_reason")
    signed = MinutesSignature.objects.filter(minutes=minutes).select_related("person")
    before = {"digest": minutes.digest, "signed": [each.person.full_name for each in signed]}
    signed.delete()
    minutes.content, minutes.digest = None, ""
    minutes.save(update_fields=["content", "digest"])
    after = {"reason": reason.strip()}
    record("closing.reopen_minutes", minutes, actor=actor, before=before, after=after, context=congress)  # fmt: skip
    held.told()
    return minutes


@transaction.atomic
def add_addition(congress: Congress, text: str, *, actor: User) -> MinutesAddition:
    """Write down what fixed minutes got wrong or left out; in force once all signed it."""
    require(actor, Permission.CLOSING_WRITE, at=congress)
    held = HeldMinutes(congress)
    held.check_fixed()
    words = text.strip()
    if not words or len(words) > ADDITION_LETTERS:
        raise RuleBroken(
            _("Bổ sung phải có nội dung và không quá %(limit)s chữ cái.")
            % {"limit": ADDITION_LETTERS},
            code="bad_addition",
        )
    made = MinutesAddition.objects.create(
        minutes=held.minutes, text=words, written_at=held.now, written_by=actor
    )
    record("closing.add_addition", made, actor=actor, after={"text": words}, context=congress)
    held.told()
    return made


@transaction.atomic
def sign_addition(addition: MinutesAddition, *, actor: User) -> MinutesAddition:
    """Sign an addition, as who signed the minutes; her part may be over by then."""
    congress = addition.minutes.congress
    require(actor, Permission.CLOSING_VIEW, at=congress)
    held = HeldMinutes(congress)
    person, part = held.signer_of(addition, actor)
    held.sign(person, part, actor=actor, addition=addition)
    record(
        "closing.sign_addition", addition, actor=actor, after={"as": part.value}, context=congress
    )
    held.told()
    return addition
