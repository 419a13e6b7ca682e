"""The check page: what anybody may know of an issued paper who holds its code. Never its content."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from daihoi.accounts.queries import tidy_code
from daihoi.base.errors import NotFound
from daihoi.registry.models import RegisterEntry
from daihoi.rules.papers import CATALOGUE

GROUP = 4


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Of a restricted paper the subject is empty."""

    symbol: str
    kind: str
    subject: str
    issuer: str
    entry: RegisterEntry
    code: str
    word_sha256: str
    pdf_sha256: str

    def matches(self, content: bytes) -> str:
        """Which of the kept files has exactly these bytes: "word", "pdf", or "" for neither."""
        found = sha256(content).hexdigest()
        if found == self.pdf_sha256:
            return "pdf"
        return "word" if found == self.word_sha256 else ""


def spaced(code: str) -> str:
    """A code as it is printed: "ACDE-FHKM-NPQR"."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def check_page(code: str) -> CheckPage:
    """The paper that carries this code; `NotFound` with what to try otherwise."""
    found = (
        RegisterEntry.objects.select_related(
            "congress__organization", "series__subcommittee", "word", "pdf"
        )
        .filter(check_code=tidy_code(code) or "-")
        .first()
    )
    if found is None:
        raise NotFound(
            _("Không có văn bản nào mang mã này."),
            code="no_paper",
            advice=_(
                "Hãy đọc lại từng ký tự in dưới mã QR. Nếu vẫn không thấy, hãy hỏi cơ quan ghi trên"
                " văn bản: có thể văn bản không do cơ quan đó ban hành."
            ),
        )
    kind = CATALOGUE.get(found.kind)
    issuer = str(found.congress.organization)
    if found.series is not None and found.series.congress_id:
        issuer = str(found.congress)
    elif found.series is not None and found.series.subcommittee:
        issuer = f"{issuer} · {found.series.subcommittee}"
    return CheckPage(
        symbol=found.symbol,
        kind=kind.name if kind else found.type,
        subject="" if found.is_restricted else found.subject,
        issuer=issuer,
        entry=found,
        code=spaced(found.check_code),
        word_sha256=found.word.sha256 if found.word else "",
        pdf_sha256=found.pdf.sha256 if found.pdf else "",
    )
