"""Where two records of one person cannot become one for what personnel work says of both."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from daihoi.organizations.models import Person
from daihoi.personnel.models import Candidate


def clashes(old: Person, new: Person) -> Iterator[str]:
    """Both in one plan: told without saying in which, for who merges may not read personnel work."""
    plans = Candidate.objects.filter(person=old).values("plan")
    if Candidate.objects.filter(person=new, plan__in=plans).exists():
        yield _(
            "Hai bản ghi cùng có trong một hồ sơ hạn chế; hãy nhờ bí thư xem lại trước khi gộp."
        )
