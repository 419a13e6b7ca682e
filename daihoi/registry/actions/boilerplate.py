"""Boilerplate passages of organizations: added, changed, published, withdrawn, removed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import TargetGroup
from daihoi.organizations.models import Organization
from daihoi.registry.models import Passage, Purpose
from daihoi.registry.queries.boilerplate import passage as choice_called
from daihoi.registry.queries.boilerplate import problems_of_passage
from daihoi.registry.queries.templates import problem_words

LONGEST = 20_000
FIELDS = ("purpose", "title", "text", "item", "outcomes")


@transaction.atomic
def add_passage(
    organization: Organization, values: Mapping[str, Any], *, source: str = "", actor: User
) -> Passage:
    """Keep a passage of one's own; ``source`` is the key of the one it was taken from and replaces."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=organization)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if source:
        choice_called(organization, source)
    told = _checked(values)
    _refuse_twice(organization, told)
    made = Passage.objects.create(organization=organization, source=source, **told)
    record("registry.add_passage", made, actor=actor, after=_told(made), context=made)
    return made


@transaction.atomic
def edit_passage(
    passage: Passage, values: Mapping[str, Any], *, revision: int, actor: User
) -> Passage:
    """Change a passage; papers and scripts that hold its words already stay as they are."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=passage)
    locked = _locked(passage, revision)
    told = _checked(values)
    _refuse_twice(locked.organization, told, but=locked.pk)
    before = _told(locked)
    for name in FIELDS:
        setattr(locked, name, told[name])
    locked.revision += 1
    locked.save(update_fields=[*FIELDS, "revision"])
    after = _told(locked)
    record("registry.edit_passage", locked, actor=actor, before=before, after=after, context=locked)
    return locked


@transaction.atomic
def publish_passage(passage: Passage, *, actor: User) -> Passage:
    """Let the organizations below use it."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=passage)
    locked = _locked(passage)
    if locked.published_at is not None:
        raise Conflict(_("Câu mẫu này đã được công bố."), code="already_published")
    locked.published_at, locked.published_by = clock.now(), actor
    locked.save(update_fields=["published_at", "published_by"])
    after = {"title": locked.title}
    record("registry.publish_passage", locked, actor=actor, after=after, context=locked)
    return locked


@transaction.atomic
def withdraw_passage(passage: Passage, *, actor: User) -> Passage:
    """Offer it to nobody below any more; what was written with it stays."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=passage)
    locked = _locked(passage)
    if locked.published_at is None:
        raise Conflict(_("Câu mẫu này chưa được công bố."), code="not_published")
    before = {"published_at": locked.published_at}
    locked.published_at = locked.published_by = None
    locked.save(update_fields=["published_at", "published_by"])
    record("registry.withdraw_passage", locked, actor=actor, before=before, context=locked)
    return locked


@transaction.atomic
def remove_passage(passage: Passage, *, actor: User) -> None:
    """Delete a passage nobody below is offered; the one it was taken from is offered again."""
    require(actor, Permission.REGISTRY_TEMPLATES, at=passage)
    locked = _locked(passage)
    if locked.published_at is not None:
        raise Conflict(_("Hãy thu hồi câu mẫu trước khi xóa."), code="published")
    before = _told(locked)
    record("registry.remove_passage", locked, actor=actor, before=before, context=locked)
    locked.delete()


def _locked(passage: Passage, revision: int | None = None) -> Passage:
    locked = Passage.objects.select_for_update().filter(pk=passage.pk).first()
    if locked is None:
        raise NotFound
    locked.organization = passage.organization
    if revision is not None and locked.revision != revision:
        raise Conflict(
            _("Người khác đã sửa câu mẫu này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_("Hãy so với điều đang lưu, rồi lưu lần nữa nếu vẫn muốn thay."),
        )
    return locked


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a passage; `RuleBroken` for what cannot be used."""
    told = {
        "purpose": values["purpose"],
        "title": values["title"].strip(),
        "text": values["text"].replace("\r\n", "\n").strip(),
        "item": values.get("item", "").strip() if values["purpose"] == Purpose.SCRIPT else "",
        "outcomes": list(values.get("outcomes", ()))
        if values["purpose"] == Purpose.CLOSING
        else [],
    }
    if told["purpose"] not in Purpose.values or not set(told["outcomes"]) <= set(
        TargetGroup.values
    ):
        raise NotFound
    if not told["title"] or not told["text"]:
        raise RuleBroken(_("Câu mẫu phải có tên và nội dung."), code="empty")
    if len(told["text"]) > LONGEST:
        words = _("Câu mẫu dài quá %(limit)s chữ; hãy tách thành nhiều câu mẫu.")
        raise RuleBroken(words % {"limit": LONGEST}, code="too_long")
    if problems := problems_of_passage(told["text"]):
        raise RuleBroken(problem_words(problems[0]), code="broken_field")
    return told


def _refuse_twice(organization: Organization, told: Mapping[str, Any], but: int = 0) -> None:
    same = organization.passages.filter(purpose=told["purpose"], title=told["title"])
    if same.exclude(pk=but).exists():
        raise Conflict(_("Đã có câu mẫu “%(title)s”.") % told, code="title_taken")


def _told(passage: Passage) -> dict[str, Any]:
    return {name: getattr(passage, name) for name in (*FIELDS, "source")}
