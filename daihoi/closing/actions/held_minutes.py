"""Congress minutes held for a change: locked, begun where nobody had, their pages told."""

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.closing.models import (
    CongressMinutes,
    MinutesAddition,
    MinutesSignature,
    Part,
    SectionText,
)
from daihoi.closing.queries.minutes import named_to_sign
from daihoi.closing.queries.refusals import SectionChanged
from daihoi.closing.queries.sections import SECTIONS
from daihoi.conduct.queries.topics import congress_topic
from daihoi.congresses.models import Congress
from daihoi.live.topics import bump
from daihoi.organizations.models import Person


class HeldMinutes:
    """Locks the minutes of a congress: changes follow each other. Inside a transaction only."""

    def __init__(self, congress: Congress) -> None:
        CongressMinutes.objects.get_or_create(congress=congress)
        rows = CongressMinutes.objects.select_for_update(of=("self",))
        self.minutes = rows.get(congress=congress)
        self.minutes.congress = congress
        self.now = clock.now()

    def check_open(self) -> None:
        """`Conflict` once somebody signed: the text stands still."""
        if not self.minutes.is_begun:
            return
        advice = _("Hãy mở lại biên bản, nêu lý do, rồi sửa.")
        if self.minutes.is_fixed:
            advice = _("Điều cần sửa hãy ghi thành bổ sung.")
        raise Conflict(_("Biên bản đã có chữ ký nên không sửa được."), code="signed", advice=advice)

    def check_fixed(self) -> None:
        if not self.minutes.is_fixed:
            raise Conflict(_("Biên bản chưa đủ chữ ký."), code="not_fixed")

    def last_text(self, code: str, seen: int) -> SectionText | None:
        """The latest text of a section; `SectionChanged` unless ``seen`` is its number (0: none)."""
        if code not in SECTIONS:
            raise NotFound
        last = self.minutes.texts.filter(section=code).order_by("pk").last()
        if last is not None and last.pk != seen:
            raise SectionChanged(last)
        return last

    def sign(
        self,
        person: Person,
        part: Part,
        *,
        actor: User,
        addition: MinutesAddition | None = None,
        is_on_paper: bool = False,
    ) -> None:
        """One signature, kept once."""
        MinutesSignature.objects.get_or_create(
            minutes=self.minutes,
            addition=addition,
            person=person,
            defaults={
                "part": part,
                "is_on_paper": is_on_paper,
                "signed_at": self.now,
                "signed_by": actor,
            },
        )

    def fix_when_complete(self, *, actor: User) -> None:
        """With everybody named the text is fixed."""
        signed = self.minutes.signatures.filter(addition__isnull=True)
        if set(named_to_sign(self.minutes.congress)) <= set(
            signed.values_list("person", flat=True)
        ):
            self.minutes.fixed_at, self.minutes.fixed_by = self.now, actor
            self.minutes.save(update_fields=["fixed_at", "fixed_by"])

    def signer_of(self, addition: MinutesAddition | None, actor: User) -> tuple[Person, Part]:
        """As whom she signs; refused for everybody who is not named."""
        for person, part in self.signers(addition):
            if person.user_id == actor.pk:
                return person, part
        raise NotPermitted(
            _("Chỉ thành viên đoàn chủ tịch và thư ký đại hội ký biên bản."),
            code="not_hers_to_sign",
            advice=_("Mỗi người ký bằng tài khoản của mình."),
        )

    def signer_without_account(self, addition: MinutesAddition | None, pk: int) -> tuple[Person, Part]:  # fmt: skip
        """Somebody named who signs the printed copy."""
        for person, part in self.signers(addition):
            if person.pk == pk and person.user_id is None:
                return person, part
        raise RuleBroken(
            _("Người này có tài khoản, hoặc không có tên trong những người ký."),
            code="signs_herself",
            advice=_("Người có tài khoản tự ký bằng tài khoản của mình."),
        )

    def signers(self, addition: MinutesAddition | None) -> list[tuple[Person, Part]]:
        """Named now; of an addition those who signed the minutes."""
        if addition is None:
            named = named_to_sign(self.minutes.congress).values()
            return [(row.person, Part(row.body)) for row in named]
        rows = self.minutes.signatures.filter(addition__isnull=True)
        return [(each.person, Part(each.part)) for each in rows.select_related("person")]

    def told(self) -> None:
        """Open pages look again."""
        bump(congress_topic(self.minutes.congress))
