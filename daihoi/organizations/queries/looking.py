"""Who looked at a person's file, and what was done with it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.audit.models import Entry
from daihoi.organizations.models import Organization, Person

SHOWN = 20
LOOKED = "organizations.look_at_person"
LISTED = "organizations.look_at_list"
EXPORTED = "organizations.export_people"
# Lists with personal data that a page shows: the word in its entry -> as a person's page says it.
LISTS: dict[str, StrOrPromise] = {
    "people": _("xem danh sách có ngày sinh, điện thoại"),
    "roll": _("xem danh sách đảng viên tại một ngày"),
    "change": _("xem trước khi sửa nhiều người"),
    "import": _("xem trước danh sách nhập từ Excel"),
}
# What the record calls an action, as a person's page says it.
DEEDS: dict[str, StrOrPromise] = {
    "organizations.add_person": _("Thêm vào danh sách"),
    "organizations.import_person": _("Nhập hoặc sửa từ danh sách Excel"),
    "organizations.edit_person": _("Sửa thông tin"),
    "organizations.change_membership": _("Ghi thay đổi tư cách đảng viên"),
    "organizations.add_membership": _("Thêm giai đoạn đã qua"),
    "organizations.edit_membership": _("Sửa giai đoạn đã ghi"),
    "organizations.remove_membership": _("Xóa giai đoạn ghi nhầm"),
    "organizations.add_office": _("Ghi chức vụ"),
    "organizations.edit_office": _("Sửa chức vụ"),
    "organizations.end_office": _("Ghi thôi giữ chức vụ"),
    "organizations.change_people": _("Sửa nhiều người một lần"),
    "organizations.merge_people": _("Gộp hai bản ghi"),
    "organizations.give_account": _("Cấp tài khoản"),
    "organizations.align_roles": _("Vai trò đổi theo chức vụ, tư cách"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody looked at a file, or at a list of all, or such a list left the house."""

    at: datetime
    by: str
    what: StrOrPromise


@dataclass(frozen=True, slots=True)
class Done:
    """A line of a person's history; ``record`` is the name of the record it was written on."""

    at: datetime
    by: str
    what: StrOrPromise
    record: str


def looks_at(person: Person, *, most: int | None = SHOWN) -> list[Seen]:
    """Who saw the file, or took it along in a list, the latest first. The caller has checked."""
    looked = Entry.objects.filter(
        action=LOOKED,
        subject_type=Person._meta.label_lower,
        subject_id__in=[str(pk) for pk in _records(person)],
    )
    listed = Entry.objects.filter(
        action__in=[LISTED, EXPORTED],
        subject_type=Organization._meta.label_lower,
        subject_id=str(person.organization_id),
        at__gte=person.created_at,
    ).exclude(actor_id=person.user_id)
    entries = sorted(
        [*looked.order_by("-id")[:most], *listed.order_by("-id")[:most]], key=lambda e: -e.pk
    )
    return [Seen(entry.at, entry.actor_label, _seen(entry)) for entry in entries[:most]]


def history_of(person: Person, *, most: int = SHOWN) -> list[Done]:
    """What was done with a record and with those merged into it, the latest first."""
    label, numbers = Person._meta.label_lower, _records(person)
    # A list or a change of many is written in the history of the organization, row by row.
    entries = Entry.objects.filter(
        Q(context__in=[f"{label}:{pk}" for pk in numbers])
        | Q(subject_type=label, subject_id__in=[str(pk) for pk in numbers])
    ).exclude(action=LOOKED)
    return [
        Done(
            entry.at,
            entry.actor_label,
            DEEDS.get(entry.action, entry.action),
            entry.subject_label if entry.subject_id != str(person.pk) else "",
        )
        for entry in entries.order_by("-id")[:most]
    ]


def _seen(entry: Entry) -> StrOrPromise:
    if entry.action == LISTED:
        return LISTS[entry.after["list"]]
    return _("xem hồ sơ") if entry.action == LOOKED else _("xuất danh sách ra Excel")


def _records(person: Person) -> list[int]:
    merged = Person.with_merged.filter(merged_into=person).values_list("pk", flat=True)
    return [person.pk, *merged]
