"""Where two records of one person meet in elections."""

from django.utils.translation import gettext as _

from daihoi.elections.models import Appointment, BodyMember, ListedName, Nomination, RollEntry
from daihoi.organizations.models import Person

# By which column each model names a person, and within what she stands once.
ONCE = (
    (RollEntry, "roll"),
    (BodyMember, "congress"),
    (Nomination, "election"),
    (ListedName, "round"),
    (Appointment, "election"),
)


def clashes(old: Person, new: Person) -> list[str]:
    """Both records stand on one roll, list or body: what was counted there is not changed any more."""
    found = []
    for model, within in ONCE:
        rows = model._default_manager.filter(person=new).values(within)  # noqa: SLF001 - Django's name for it
        both = model._default_manager.filter(person=old, **{f"{within}__in": rows}).first()  # noqa: SLF001
        if both is not None:
            found.append(
                _("Cả hai bản ghi cùng có trong “%(what)s” của một lần bầu cử (%(which)s).")
                % {"what": model._meta.verbose_name, "which": both}
            )
    return found
