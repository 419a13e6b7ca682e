"""Numbers of a paper that do not fit each other, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from daihoi.base.language import said
from daihoi.papers.fields import field_key
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import Sources, fields_of, sources_of, values_for
from daihoi.rules.papers.counts import COUNTED, Misfit, misfits


def misfits_of(paper: Paper, sources: Sources | None = None) -> list[str]:
    """What the numbers this paper names say against each other, and against who was called or came.

    ``sources`` know at least the fields of `wanted_of`.
    """
    named = {field_key(name) for name in fields_of([paper])} & COUNTED
    if not named:
        return []
    known = sources or sources_of(paper.congress, paper.dated_on, wanted=wanted_of(paper))
    values = {
        name: value for name, value in values_for(paper, known).items() if isinstance(value, str)
    }
    found = misfits(values)
    return [_in_words(each) for each in found if named & {name for name, _value in each.parts}]


def wanted_of(paper: Paper) -> frozenset[str]:
    """The fields a paper names, and what its numbers are held against."""
    named = fields_of([paper])
    return named | COUNTED if {field_key(name) for name in named} & COUNTED else named


def _in_words(misfit: Misfit) -> str:
    parts, limits = _told(misfit.parts), _told(misfit.limits)
    parts = parts[:1].upper() + parts[1:]
    if misfit.code == "more":
        return _("%(parts)s: nhiều hơn %(limits)s.") % {"parts": parts, "limits": limits}
    if misfit.code == "apart":
        return _("%(parts)s: cộng lại không bằng %(limits)s.") % {"parts": parts, "limits": limits}
    return _("%(parts)s: không khớp với %(limits)s.") % {"parts": parts, "limits": limits}


def _told(numbers: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{said(name)} {value}" for name, value in numbers)
