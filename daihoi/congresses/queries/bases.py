"""The register of basis documents (sổ căn cứ), told who looks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from daihoi.accounts.permissions import Permission, can, require
from daihoi.base.errors import NotFound
from daihoi.congresses.models import BasisDocument
from daihoi.organizations.models import Organization
from daihoi.organizations.queries.organizations import get_organization


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """An organization's papers, the latest first, each with ``congress_count``."""

    organization: Organization
    papers: list[BasisDocument]
    can_manage: bool


def register_page(pk: int, *, viewer: Any) -> RegisterPage:
    organization = get_organization(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    papers = organization.basis_documents.annotate(
        congress_count=Count("congresses", distinct=True),
        task_count=Count("tasks", distinct=True),
        milestone_count=Count("milestones", distinct=True),
    )
    return RegisterPage(
        organization,
        list(papers.order_by("-issued_on", "number")),
        can(viewer, Permission.CONGRESSES_MANAGE, at=organization),
    )


def get_basis(
    pk: int, *, viewer: Any, to: Permission = Permission.CONGRESSES_MANAGE
) -> BasisDocument:
    """One paper; `NotFound` for who has no part in its organization."""
    papers = BasisDocument.objects.select_related("organization", "file")
    found = papers.filter(pk=pk).first()
    if found is None:
        raise NotFound
    require(viewer, to, at=found)
    return found


def basis_file(pk: int, *, viewer: Any) -> tuple[bytes, str]:
    """The paper itself and its name; `NotFound` where none was attached."""
    basis = get_basis(pk, viewer=viewer, to=Permission.CONGRESSES_VIEW)
    if basis.file is None:
        raise NotFound
    return basis.file.read(), basis.file_name


def paper_called(
    organization: Organization,
    number: str,
    issued_on: date,
    *,
    besides: BasisDocument | None = None,
) -> BasisDocument | None:
    """The paper of this number and date; case and spaces make no other: "35-ct/tw" is 35-CT/TW."""
    papers = organization.basis_documents.filter(issued_on=issued_on)
    if besides is not None:
        papers = papers.exclude(pk=besides.pk)
    return next((each for each in papers if _plain(each.number) == _plain(number)), None)


def _plain(number: str) -> str:
    return "".join(number.casefold().split())
