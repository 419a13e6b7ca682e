"""People named so that nobody is taken for another: on rolls, and as ballots print them."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from daihoi.base.errors import RuleBroken
from daihoi.organizations.models import Person
from daihoi.vietnamese.text import fold


def printed_names(people: Iterable[Person]) -> dict[int, str]:
    """The name of each by number, as a ballot prints it.

    Namesakes are told apart by the year of birth, where that is the same by the unit too;
    `RuleBroken` where neither does: nobody could say for whom a paper counts.
    """
    listed = list(people)
    names = told_apart(listed)
    taken = Counter(names.values())
    if doubled := [each for each in listed if taken[names[each.pk]] > 1]:
        raise RuleBroken(
            _("Có %(n)s người cùng tên “%(name)s”, cùng năm sinh và đơn vị.")
            % {"n": len(doubled), "name": doubled[0].full_name},
            code="namesakes",
            advice=_(
                "Hãy mở hồ sơ từng người, ghi đủ ngày sinh và đơn vị để phân biệt được trên phiếu,"
                " hoặc gộp hồ sơ nếu là một người."
            ),
        )
    return names


def told_apart(people: Iterable[Person]) -> dict[int, str]:
    """The same without a refusal: who cannot be told apart keeps one name with the other."""
    listed = list(people)
    found: dict[int, str] = {}
    same = Counter(fold(each.full_name) for each in listed)
    years = Counter((fold(each.full_name), each.birth[:4]) for each in listed)
    for each in listed:
        name = fold(each.full_name)
        marks = []
        if same[name] > 1:
            marks = [_("sinh %(year)s") % {"year": each.birth[:4]}] if each.birth else []
            if each.unit and (years[name, each.birth[:4]] > 1 or not each.birth):
                marks.append(each.unit.name)
        found[each.pk] = f"{each.full_name} ({', '.join(marks)})" if marks else each.full_name
    return found


def numbered_apart(people: Iterable[Person]) -> dict[int, str]:
    """The same for a roll, where everybody must stand: who is still alike gets a number."""
    names = told_apart(people)
    taken = Counter(names.values())
    seen: Counter[str] = Counter()
    for pk, name in names.items():
        if taken[name] > 1:
            seen[name] += 1
            names[pk] = f"{name}, {_('người thứ')} {seen[name]}"
    return names
