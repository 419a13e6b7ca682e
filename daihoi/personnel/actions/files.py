"""Papers of a candidate's file: kept byte for byte, taken off while the plan is open."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.base.language import in_vietnamese
from daihoi.congresses.models import Congress
from daihoi.files.actions import keep
from daihoi.personnel.actions.held import HeldPlan
from daihoi.personnel.models import Candidate, CandidateFile
from daihoi.personnel.queries.dossiers import paper_codes
from daihoi.personnel.queries.people import birth_of
from daihoi.vietnamese.dates import DateStyle, format_date

ADULT = 18
OLDEST = 1960


@transaction.atomic
def add_file(
    candidate: Candidate, code: str, signed_on: date, content: bytes, name: str, *, actor: User
) -> CandidateFile:
    """Put a signed paper into the file; a newer one of the kind counts, the older stays."""
    require(actor, Permission.PERSONNEL_WORK, at=candidate)
    held = HeldPlan.for_steps(candidate.plan)
    locked = held.candidate(candidate)
    if code not in paper_codes(held.congress):
        raise NotFound
    if signed_on > clock.today():
        raise RuleBroken(_("Ngày ký chưa tới; hãy xem lại."), code="day_to_come")
    if signed_on < _oldest(locked):
        raise RuleBroken(
            _("Ngày ký %(day)s quá xa; giấy tờ phải ký khi người này đã đủ 18 tuổi.")
            % {"day": format_date(signed_on, DateStyle.DASHED)},
            code="day_too_old",
            advice=_("Hãy xem lại năm ký."),
        )
    stored = keep(content)
    if locked.files.filter(code=code, file=stored).exists():
        raise Conflict(_("Tệp này đã có trong hồ sơ."), code="file_twice")
    made = CandidateFile.objects.create(
        candidate=locked,
        code=code,
        signed_on=signed_on,
        file=stored,
        # The uploader's own name may tell another person's: a neutral one is kept.
        file_name=_neutral_name(held.congress, code, name),
        added_at=clock.now(),
        added_by=actor,
    )
    # Names of files tell names of people: the record keeps the kind and the hash only.
    after = {"candidate": locked.pk, "code": code, "signed_on": signed_on, "sha256": stored.sha256}
    record("personnel.add_file", made, actor=actor, after=after, context=held.plan)
    return made


def _neutral_name(congress: Congress, code: str, name: str) -> str:
    with in_vietnamese():
        return f"{str(paper_codes(congress)[code])[:180]}{Path(name).suffix.lower()[:10]}"


def _oldest(candidate: Candidate) -> date:
    """No paper of hers is signed before she was grown up; of an unknown age, before 1960."""
    birth = birth_of(candidate.person)
    return date((birth.year + ADULT) if birth else OLDEST, 1, 1)


@transaction.atomic
def remove_file(file: CandidateFile, *, actor: User) -> None:
    """Take off a paper that was put in by mistake."""
    require(actor, Permission.PERSONNEL_WORK, at=file)
    held = HeldPlan.for_steps(file.candidate.plan)
    found = CandidateFile.objects.select_for_update(of=("self",)).select_related("file")
    locked = found.filter(pk=file.pk, candidate__plan=held.plan).first()
    if locked is None:
        raise NotFound(_("Giấy tờ này đã được bỏ từ trước."))
    before = {"candidate": locked.candidate_id, "code": locked.code, "sha256": locked.file.sha256}
    record("personnel.remove_file", locked, actor=actor, before=before, context=held.plan)
    locked.delete()
