"""Two records of one person: who may be meant, and what a merge would make of them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from daihoi.accounts.permissions import Permission, require
from daihoi.base import offers
from daihoi.base.errors import NotFound, RuleBroken
from daihoi.organizations.models import Membership, Office, Organization, Person, status_label
from daihoi.organizations.queries.member_columns import shown
from daihoi.organizations.queries.memberships import PERIOD_FIELDS, days_between
from daihoi.organizations.queries.seen import require_there
from daihoi.rules.members import overlapping
from daihoi.vietnamese.text import fold

KEPT, OTHER = "kept", "other"
MERGED_FIELDS = [
    "full_name", "birth", "sex", "unit", "government_post", "employment", "ethnicity",
    "hometown", "qualification", "political_theory", "phone", "email", "notes", "user",
]  # fmt: skip
MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class MergedField:
    """One field of both records and which of the two values stays."""

    name: str
    title: str
    kept: str
    other: str
    chosen: str  # `KEPT` or `OTHER`

    @property
    def differs(self) -> bool:
        return self.kept != self.other


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do; ``digest`` stands for all that was shown."""

    kept: Person
    other: Person
    fields: list[MergedField]
    moves: list[tuple[StrOrPromise, int]]
    clashes: list[str]
    retired: str  # the account that would no longer sign in; "" for none
    digest: str


def get_pair(pk: int, other_pk: int | None, *, viewer: Any) -> tuple[Person, Person]:
    """Two records of one organization, for somebody who may merge them; `NotFound` otherwise."""
    people = Person.objects.select_related("organization", "unit", "user")
    found = people.in_bulk([pk, other_pk or 0])
    kept, other = found.get(pk), found.get(other_pk or 0)
    if kept is None or other is None or kept == other:
        raise NotFound
    require_there(viewer, kept)
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=kept)
    if kept.organization_id != other.organization_id:
        raise NotFound
    return kept, other


def candidates(person: Person, words: str, *, viewer: Any) -> QuerySet[Person]:
    """Others of the organization by name; without words those who may be the same person."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=person)
    people = Person.objects.filter(organization=person.organization_id).exclude(pk=person.pk)
    if not words.strip():
        people = people.filter(folded_name=person.folded_name)
    for word in fold(words).split():
        people = people.filter(folded_name__contains=word)
    return people.select_related("unit").order_by("name_key", "pk")[:MOST_CANDIDATES]


def alike_people(organization: Organization, *, viewer: Any) -> list[tuple[Person, Person]]:
    """Pairs with one name and births that do not contradict each other, the first entered first."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=organization)
    repeated = (
        Person.objects.filter(organization=organization)
        .values("folded_name")
        .annotate(records=Count("pk"))
        .filter(records__gt=1)
        .values("folded_name")
    )
    named: dict[str, list[Person]] = defaultdict(list)
    people = Person.objects.filter(organization=organization, folded_name__in=repeated)
    for person in people.select_related("unit").order_by("folded_name", "pk"):
        named[person.folded_name].append(person)
    return [
        (first, second)
        for same in named.values()
        for number, first in enumerate(same)
        for second in same[number + 1 :]
        if _births_agree(first.birth, second.birth)
    ]


def merge_preview(
    kept: Person, other: Person, choices: Mapping[str, str], *, viewer: Any
) -> MergePreview:
    """Both records side by side; ``choices`` (field -> `KEPT` or `OTHER`) overrule what is proposed."""
    require(viewer, Permission.ORGANIZATIONS_MANAGE, at=kept)
    fields = [_field(name, kept, other, choices.get(name, "")) for name in MERGED_FIELDS]
    references = offers.references()
    moves = [
        (reference.label, count)
        for reference in references
        if not reference.is_restricted
        and (count := sum(_rows(name, other).count() for name in reference.fields))
    ]
    clashes = [words for each in references for words in each.clashes(other, kept)]
    retired = ""
    if kept.user and other.user:
        stays = next(field.chosen for field in fields if field.name == "user")
        retired = (kept if stays == OTHER else other).user.username  # type: ignore[union-attr]  # asked above
    said = [
        [(field.name, field.kept, field.other) for field in fields],
        [(str(label), count) for label, count in moves],
        [_kept_rows(person) for person in (kept, other)],
        (kept.version, other.version, clashes),
    ]
    digest = sha256(repr(said).encode()).hexdigest()
    return MergePreview(kept, other, fields, moves, clashes, retired, digest)


def membership_clashes(old: Person, new: Person) -> list[str]:
    """Periods of the two that share days without being the same period."""
    both = [*new.memberships.all(), *different_periods(old, new)]
    return [
        _("Tư cách đảng viên trùng ngày: “%(a)s” (%(a_days)s) và “%(b)s” (%(b_days)s).")
        % {
            "a": status_label(first.status),
            "a_days": days_between(first.starts_on, first.ends_on),
            "b": status_label(second.status),
            "b_days": days_between(second.starts_on, second.ends_on),
        }
        + " "
        + _("Hãy sửa ngày của một trong hai giai đoạn rồi gộp.")
        for first, second in overlapping(each.period for each in both)
    ]


def office_clashes(old: Person, new: Person) -> list[str]:
    """One post held twice at once, with different days."""
    said = []
    mine = list(new.offices.select_related("unit"))
    for theirs in different_offices(old, new):
        for own in mine:
            if (own.kind, own.unit_id) == (theirs.kind, theirs.unit_id) and _meet(own, theirs):
                words = {
                    "title": own.title,
                    "own": days_between(own.starts_on, own.ends_on),
                    "theirs": days_between(theirs.starts_on, theirs.ends_on),
                }
                said.append(
                    _("Chức vụ “%(title)s” ghi hai lần với ngày khác nhau: %(own)s và %(theirs)s.")
                    % words
                    + " "
                    + _("Hãy sửa ngày cho giống nhau, hoặc cho không trùng, rồi gộp.")
                )
    return said


def different_periods(old: Person, new: Person) -> list[Membership]:
    """Periods of ``old`` that ``new`` does not have."""
    own = {_days(each) for each in new.memberships.all()}
    return [each for each in old.memberships.all() if _days(each) not in own]


def different_offices(old: Person, new: Person) -> list[Office]:
    """Posts of ``old`` that ``new`` does not have."""
    own = {_held(each) for each in new.offices.all()}
    return [each for each in old.offices.select_related("unit") if _held(each) not in own]


def values_after(preview: MergePreview) -> dict[str, Any]:
    """The fields as the one record will hold them."""
    return {
        field.name: getattr(preview.other if field.chosen == OTHER else preview.kept, field.name)
        for field in preview.fields
    }


def require_no_clash(preview: MergePreview) -> None:
    """`RuleBroken` with all that stands in the way."""
    if preview.clashes:
        raise RuleBroken(" ".join(preview.clashes), code="records_clash")


def _field(name: str, kept: Person, other: Person, wish: str) -> MergedField:
    mine, theirs = getattr(kept, name), getattr(other, name)
    proposed = OTHER if theirs and not mine else KEPT
    if name == "birth" and mine and theirs.startswith(mine):
        proposed = OTHER  # the same year, with its day
    chosen = wish if wish in {KEPT, OTHER} else proposed
    if not mine or not theirs:
        chosen = proposed  # an empty value never wins over a written one
    title = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # own columns
    titles = {"unit": _("đơn vị"), "user": _("tài khoản")}
    show: Callable[[Person], str] = lambda person: _shown(name, person)  # noqa: E731 - twice below
    return MergedField(name, titles.get(name, title), show(kept), show(other), chosen)


def _shown(name: str, person: Person) -> str:
    value = getattr(person, name)
    if name == "user":
        return value.username if value else ""
    return str(value or "") if name == "unit" else shown(name, value)


def _births_agree(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


def _rows(label: str, person: Person) -> QuerySet[Any]:
    """Rows whose column "app.Model.field" names ``person``."""
    app, model, name = label.split(".")
    found: QuerySet[Any] = apps.get_model(app, model)._base_manager.filter(**{name: person.pk})  # noqa: SLF001 - merged records count too
    return found


def _kept_rows(person: Person) -> list[Any]:
    return [
        list(person.memberships.order_by("pk").values_list("pk", *PERIOD_FIELDS)),
        list(person.offices.order_by("pk").values_list("pk", "kind", "starts_on", "ends_on")),
    ]


def _days(each: Membership) -> tuple[Any, ...]:
    return (each.status, each.starts_on, each.ends_on)


def _held(each: Office) -> tuple[Any, ...]:
    return (each.kind, each.unit_id, each.starts_on, each.ends_on)


def _meet(one: Office, two: Office) -> bool:
    """Whether two posts share a day."""
    before = one.ends_on and two.starts_on and one.ends_on < two.starts_on
    after = two.ends_on and one.starts_on and two.ends_on < one.starts_on
    return not before and not after
