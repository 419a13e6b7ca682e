"""What organizations keep about the person who signed in."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.organizations.models import Person
from daihoi.organizations.queries.looking import looks_at
from daihoi.organizations.queries.member_columns import shown
from daihoi.organizations.queries.membership_history import period_words
from daihoi.organizations.queries.memberships import in_order

FIELDS = [
    "full_name", "birth", "sex", "government_post", "employment", "ethnicity", "hometown",
    "qualification", "political_theory", "phone", "email", "notes",
]  # fmt: skip


def about(person: Person) -> Iterator[Table]:
    """Her record, her membership and offices over time, and who looked at them."""
    yield Table(_("Thông tin cá nhân"), (_("Mục"), _("Nội dung")), _facts(person), order=10)
    yield Table(
        _("Tư cách đảng viên theo thời gian"),
        (
            _("Tư cách"), _("Từ ngày"), _("Đến ngày"), _("Ngày vào Đảng"), _("Ngày chính thức"),
            _("Bắt đầu do"), _("Lý do, ghi chú"), _("Kết thúc do"),
        ),
        [
            (
                str(each.label), each.starts_on, each.ends_on, each.admitted_on, each.official_on,
                period_words(each.get_change_display(), each.place, each.paper, each.paper_on),
                each.note,
                period_words(
                    each.get_end_display(), each.end_place, each.end_paper, each.end_paper_on
                ),
            )
            for each in in_order(person.memberships.all())
        ],
        order=20,
    )  # fmt: skip
    offices = person.offices.select_related("unit").order_by("starts_on", "pk")
    yield Table(
        _("Chức vụ theo thời gian"),
        (_("Chức vụ"), _("Đơn vị"), _("Từ ngày"), _("Đến ngày")),
        [(o.title, o.unit.name if o.unit else "", o.starts_on, o.ends_on) for o in offices],
        order=30,
    )
    yield Table(
        _("Ai đã xem hồ sơ của tôi"),
        (_("Ai"), _("Việc"), _("Lúc")),
        [(seen.by, str(seen.what), seen.at) for seen in looks_at(person, most=None)],
        order=900,
    )


def _facts(person: Person) -> list[tuple[Any, ...]]:
    rows = [
        (_("Tổ chức"), person.organization.name),
        (_("Đơn vị"), person.unit.name if person.unit else ""),
    ]
    for name in FIELDS:
        title = str(getattr(Person._meta.get_field(name), "verbose_name", name))
        rows.append((title[:1].upper() + title[1:], shown(name, getattr(person, name))))
    return rows
