"""What the resolution keeps about the person who signed in."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.organizations.models import Person
from daihoi.resolutions.models import Amendment
from daihoi.resolutions.queries.amendments import amendment_row


def about(person: Person) -> Iterator[Table]:
    """Her proposals; nothing if there are none."""
    found = Amendment.objects.filter(person=person).select_related("resolution", "clause", "person")
    rows = [
        (
            timezone.localtime(each.recorded_at).date(),
            each.resolution.title,
            amendment_row(each).after or _("bỏ điều khoản"),
            each.get_state_display(),
        )
        for each in found.order_by("pk")
    ]
    if rows:
        columns = (_("Ngày"), _("Nghị quyết"), _("Lời đề nghị"), _("Kết quả"))
        yield Table(_("Đề nghị sửa đổi dự thảo nghị quyết"), columns, [*rows])
