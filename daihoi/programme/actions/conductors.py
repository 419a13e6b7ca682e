"""Who is expected to run the congress."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base.errors import Conflict
from daihoi.congresses.actions.held import HeldCongress
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.organizations.models import Person
from daihoi.programme.models import Conductor
from daihoi.programme.queries.conductors import conductors_of, conductors_seen
from daihoi.programme.queries.seen import scope_of, topic_of


@transaction.atomic
def set_conductors(
    congress: Congress,
    parts: Mapping[str, Sequence[Person | str]],
    *,
    seen: str | None = None,
    actor: User,
) -> list[Conductor]:
    """Put people, or names from outside, into the parts given; those not given stay.

    ``seen`` is what the page showed, by `conductors_seen`; None where no page was shown.
    """
    require(actor, Permission.PROGRAMME_WRITE, at=scope_of(congress))
    locked = HeldCongress.to_change(congress)
    if seen is not None and seen != conductors_seen(conductors_of(locked)):
        raise Conflict(
            _("Người khác đã sửa phân công điều hành từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_(
                "Điều đang lưu ghi dưới ô khác nhau; lưu lần nữa là thay bằng điều đồng chí chọn."
            ),
        )
    old = Conductor.objects.filter(congress=locked, part__in=parts).select_related("person")
    before: dict[str, list[str]] = {}
    for each in old.order_by("position", "pk"):
        before.setdefault(each.part, []).append(str(each))
    old.delete()
    made = []
    for part, people in parts.items():
        for position, who in enumerate(dict.fromkeys(people)):
            held = {"person": who} if isinstance(who, Person) else {"name": who[:160]}
            made.append(Conductor(congress=locked, part=part, position=position, **held))
    Conductor.objects.bulk_create(made)
    after: dict[str, list[str]] = {}
    for each in made:
        after.setdefault(each.part, []).append(str(each))
    record(
        "programme.set_conductors", locked, actor=actor, before=before, after=after, context=locked
    )
    bump(topic_of(locked))
    return made
