"""A person held for one transaction: what every change of her record must keep true."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.organizations.models import Person
from daihoi.organizations.queries.memberships import ChangePlan
from daihoi.rules.members import check_membership_dates

_FINDINGS = {
    "admitted_under_age": gettext_lazy(
        "Vào Đảng khi chưa đủ 18 tuổi; hãy kiểm tra ngày sinh và ngày vào Đảng."
    ),
    "official_before_admission": gettext_lazy(
        "Ngày chính thức ở trước Ngày vào Đảng; hãy kiểm tra lại."
    ),
}


class HeldPerson:
    """The person's row, locked; `Conflict` once she was merged into another record."""

    def __init__(self, pk: int) -> None:
        # No key: who says something for her holds its round, and must not wait for this row.
        rows = Person.with_merged.select_for_update(of=("self",), no_key=True)
        found = rows.select_related("unit", "organization", "user").filter(pk=pk).first()
        if found is None:
            raise NotFound
        if found.merged_into_id is not None:
            raise Conflict(
                _("Bản ghi của %(name)s đã được gộp vào một bản ghi khác.")
                % {"name": found.full_name},
                code="person_merged",
                advice=_("Hãy mở lại từ danh sách và làm trên bản ghi còn lại."),
            )
        self.person = found

    @staticmethod
    def carry_out(plan: ChangePlan) -> None:
        """Write down what a change makes of the periods."""
        for membership in plan.removed:
            membership.delete()
        if plan.ended is not None:
            fields = ["ends_on", "end", "end_place", "end_paper", "end_paper_on"]
            plan.ended.save(update_fields=fields)
        for membership in plan.made:
            membership.save()

    @staticmethod
    def check_dates(person: Person, admitted_on: date | None, official_on: date | None) -> None:
        """`RuleBroken` with the first thing that a person's dates contradict."""
        born_on = person.birth_date.first_day() if person.birth_date else None
        findings = check_membership_dates(
            born_on=born_on, admitted_on=admitted_on, official_on=official_on
        )
        if findings:
            raise RuleBroken(str(_FINDINGS[findings[0].code]), findings, code=findings[0].code)
