"""What the secretariat handed to the new committee: the list, who gave, who took, when (P75)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.permissions import Permission, require
from daihoi.base.errors import NotFound
from daihoi.base.language import in_dialect
from daihoi.closing.models import HandOver
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.congresses import congress_of
from daihoi.elections.models import Body
from daihoi.elections.queries.bodies import serving
from daihoi.elections.queries.elected import elected_by_election, elections_of
from daihoi.organizations.models import Person
from daihoi.organizations.queries.people import members_among
from daihoi.rules.elections.kinds import Office


@dataclass(frozen=True, slots=True)
class Chooser:
    """For the form: what is usual and not handed over yet, and between whom it may go.

    ``givers`` and ``takers`` hold every member, the secretariat and the new committee first.
    """

    congress: Congress
    usual: list[str]
    givers: list[tuple[int, str]]
    takers: list[tuple[int, str]]


def usual_things() -> list[str]:
    """Files, papers and prints of a congress, as its secretariat keeps them (default)."""
    return [
        _("Biên bản đại hội và biên bản các phiên"),
        _("Hồ sơ bầu cử: biên bản kiểm phiếu, phiếu bầu đã niêm phong"),
        _("Văn kiện, nghị quyết và các báo cáo đã trình đại hội"),
        _("Tham luận, ý kiến thảo luận"),
        _("Danh sách, giấy mời, tài liệu điểm danh"),
        _("Ấn phẩm đã in, ảnh, bản ghi âm, ghi hình"),
    ]


def handovers_of(congress: Congress) -> list[HandOver]:
    """Every line, struck ones too, in the order of their days; the caller has checked the viewer."""
    related = ("given_by", "taken_by", "recorded_by", "struck_by")
    return list(HandOver.objects.filter(congress=congress).select_related(*related))


def congress_to_write(pk: int, *, viewer: Any) -> Congress:
    """A congress whose aftermath the viewer keeps."""
    return congress_of(pk, viewer=viewer, to=Permission.CLOSING_WRITE)


def get_handover(pk: int, *, viewer: Any) -> HandOver:
    """One line, for who keeps the list."""
    rows = HandOver.objects.select_related("congress__organization", "given_by", "taken_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, Permission.CLOSING_WRITE, at=found)
    return found


def chooser(pk: int, *, viewer: Any) -> Chooser:
    congress = congress_to_write(pk, viewer=viewer)
    kept = HandOver.objects.filter(congress=congress, struck_at__isnull=True).values_list(
        "thing", flat=True
    )
    told = set(kept)
    people = list(people_between(congress))
    secretariat = {each.person_id for each in serving(congress, Body.SECRETARIAT)}
    elections = [each for each in elections_of(congress) if each.office == Office.COMMITTEE]
    committee = {
        each.person.pk for found in elected_by_election(elections).values() for each in found
    }
    with in_dialect(congress.organization.family.dialect):  # kept as it is written here
        usual = [thing for thing in usual_things() if thing not in told]
    return Chooser(
        congress,
        usual,
        _ordered(people, secretariat),
        _ordered(people, committee),
    )


def people_between(congress: Congress) -> Any:
    """Members of the organization, by given name."""
    people = Person.objects.filter(organization=congress.organization)
    return members_among(people).order_by("name_key", "pk")


def _ordered(people: list[Person], first: set[int]) -> list[tuple[int, str]]:
    return [(each.pk, str(each)) for each in sorted(people, key=lambda each: each.pk not in first)]
