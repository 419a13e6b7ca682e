"""What papers of the superior set in place of an edition's values (quy định riêng)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.congresses.actions.bases import add_basis
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import BasisDocument, Congress, LocalRule, RuleBook
from daihoi.congresses.queries.local_rules import books_of, groups, overrides_with
from daihoi.live.topics import bump
from daihoi.rules.elections.principles import against_principle
from daihoi.rules.parameters import Override, OverrideError, Parameter
from daihoi.vietnamese.dates import DateStyle, format_date


@transaction.atomic
def set_local_rule(
    congress: Congress,
    book: RuleBook,
    parameter: str,
    value: Any,
    *,
    basis: BasisDocument | None = None,
    paper: Mapping[str, Any] | None = None,
    actor: User,
) -> LocalRule:
    """Let a paper of the superior set a parameter; ``value`` as a TOML file of rules would say it.

    The paper is ``basis``, or one newly entered from ``paper`` (number, issued_on, issuer, subject).
    One already set is replaced.
    """
    require(actor, Permission.CONGRESSES_MANAGE, at=congress)
    if basis is None:
        told = {**(paper or {}), "direction": True}
        basis = add_basis(congress.organization, told, actor=actor)
    locked = HeldCongress(congress).congress
    _check_paper(locked, basis)
    found = _check_value(locked, book, parameter, value, basis)
    old = locked.local_rules.filter(book=book, parameter=parameter).select_related("basis").first()
    before = _told(found, old.value, old.basis) if old else None
    after = _told(found, value, basis)
    if old and before == after:
        return old
    made, _created = locked.local_rules.update_or_create(
        book=book,
        parameter=parameter,
        defaults={"value": value, "basis": basis, "set_at": clock.now(), "set_by": actor},
    )
    record(
        "congresses.set_local_rule", made, actor=actor, before=before, after=after, context=locked
    )
    _tell(locked)
    return made


@transaction.atomic
def withdraw_local_rule(rule: LocalRule, *, actor: User) -> None:
    """Let the edition's own value hold again; the record keeps what the paper set."""
    require(actor, Permission.CONGRESSES_MANAGE, at=rule)
    congress = HeldCongress(rule.congress).congress
    locked = LocalRule.objects.select_for_update(of=("self",)).select_related("basis")
    held = locked.filter(pk=rule.pk).first()
    if held is None:
        raise NotFound
    book = RuleBook(held.book)
    _apply(congress, book, held.parameter, None)
    before = {"parameter": held.parameter, "value": held.value, "paper": str(held.basis)}
    record("congresses.withdraw_local_rule", held, actor=actor, before=before, context=congress)
    held.delete()
    _tell(congress)


def _check_paper(congress: Congress, basis: BasisDocument) -> None:
    if basis.organization_id != congress.organization_id:
        raise NotFound
    facts = {
        "paper": basis.number,
        "day": format_date(basis.issued_on, DateStyle.DASHED),
        "congress": format_date(congress.target_on, DateStyle.DASHED),
    }
    if not basis.direction:
        raise RuleBroken(
            _("%(paper)s không ghi là văn bản chỉ đạo của cấp trên.") % facts,
            code="not_of_superior",
            advice=_("Hãy chọn văn bản của cấp trên, hoặc sửa lại trong sổ căn cứ."),
        )
    if basis.issued_on > congress.target_on:
        raise RuleBroken(
            _("%(paper)s ban hành ngày %(day)s, sau ngày đại hội %(congress)s.") % facts,
            code="paper_too_late",
            advice=_("Hãy chọn văn bản ban hành trước đại hội, hoặc xem lại ngày."),
        )


def _check_value(
    congress: Congress, book: RuleBook, name: str, value: Any, basis: BasisDocument
) -> Parameter[Any]:
    """The parameter as the paper sets it; `RuleBroken` for a value that makes no sense."""
    if book not in books_of(congress):
        raise NotFound
    plain = [each for group in groups(congress, book, ()) for each in group.parameters]
    found = next((each for each in plain if each.name == name), None)
    if found is None:
        raise NotFound
    try:
        meant = found.read(value)
    except ValueError as error:
        raise RuleBroken(f"{found.label}: {error}", code="bad_value") from error
    if book == RuleBook.ELECTIONS and (why := against_principle(found, meant)):
        raise RuleBroken(
            f"{found.label}: {why}",
            code="against_principle",
            advice=_(
                "Hãy xem lại văn bản của cấp trên; nếu văn bản ghi như vậy, hãy hỏi lại nơi ban hành."
            ),
        )
    wanted = Override(name, value, basis.number, basis.issued_on, basis.issuer)
    _apply(congress, book, name, wanted)
    return found


def _apply(congress: Congress, book: RuleBook, name: str, wanted: Override | None) -> None:
    """`RuleBroken` where the book could not be applied with it, or without what is withdrawn."""
    try:
        groups(congress, book, overrides_with(congress, book, name, wanted))
    except OverrideError as error:
        raise RuleBroken(str(error), code="bad_rules") from error


def _told(parameter: Parameter[Any], value: Any, basis: BasisDocument) -> dict[str, Any]:
    """As the record keeps it: the value in words too, for who reads it later."""
    said = parameter.said(parameter.read(value))
    return {"parameter": parameter.label, "value": value, "said": said, "paper": str(basis)}


def _tell(congress: Congress) -> None:
    bump(f"congresses.rules:{congress.pk}")
    bump(f"congresses.congress:{congress.pk}")
