"""A list of opinions (.xlsx) read for one round: what each row would become, or what is wrong.

Columns are found by meaning. The contributor's own words for the place are kept as they are; the
block they name is looked up beside them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Permission, can
from daihoi.base import clock
from daihoi.base.errors import BadFile, NotFound
from daihoi.base.language import in_vietnamese
from daihoi.documents.models import Opinion, OpinionImport, OpinionRound
from daihoi.documents.models.opinions import KIND_LABELS
from daihoi.documents.models.rounds import MEANS_LABELS
from daihoi.documents.queries.contributors import Contributor, Contributors
from daihoi.documents.queries.places import Saying, WrittenPlaces, text_of
from daihoi.documents.queries.rounds import SCOPE
from daihoi.papers.sheets import Header, SheetError, SheetRow, find_header, read_sheet
from daihoi.rules.documents import Means, OpinionKind, RoundState, may_give_opinion
from daihoi.vietnamese.dates import DateError, DateStyle, Precision, format_date, parse_date
from daihoi.vietnamese.text import fold, nfc, tidy

COLUMNS = {
    "document": ("Văn kiện",),
    "number": ("Lần lấy ý kiến", "Lần"),
    "place": ("Vị trí (phần, mục)", "Vị trí", "Phần, mục", "Phần/mục/trang/dòng"),
    "contributor": ("Người/đơn vị góp ý", "Người góp ý", "Họ và tên người góp ý"),
    "unit": ("Đơn vị", "Phòng"),
    "given_on": ("Ngày góp ý", "Ngày"),
    "means": ("Hình thức", "Hình thức góp ý"),
    "text": ("Nội dung góp ý", "Nội dung", "Ý kiến góp ý"),
    "kind": ("Loại ý kiến", "Loại"),
}
REQUIRED = ("contributor", "given_on", "text")
with in_vietnamese():  # as offices write them, whatever language the first reader chose
    _KINDS = {fold(str(label)): kind for kind, label in KIND_LABELS.items()}
    _MEANS = {fold(str(label)): means for means, label in MEANS_LABELS.items()}
KINDS = _KINDS | {
    "nhat tri": OpinionKind.AGREE,
    "them": OpinionKind.ADD,
    "sua doi": OpinionKind.AMEND,
    "xoa": OpinionKind.DELETE,
    "chat van": OpinionKind.QUESTION,
    "the thuc": OpinionKind.PRESENTATION,
}
MEANS = _MEANS | {
    "hop": Means.MEETING,
    "cuoc hop": Means.MEETING,
    "van ban": Means.WRITTEN,
    "giay": Means.WRITTEN,
    "online": Means.ONLINE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell and what to do; ``column`` is its letter, "" for the row."""

    column: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list: ready to be taken, already there, or with problems."""

    number: int
    cells: Mapping[str, Any]  # field -> value as written
    contributor: Contributor | None = None
    saying: Saying | None = None
    given_on: date | None = None
    means: Means = Means.WRITTEN
    place_label: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    already: str = ""  # where the same opinion stands; "" if it is new

    @property
    def is_clean(self) -> bool:
        return not self.problems and not self.already

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.saying.kind]) if self.saying and self.saying.kind else ""

    @property
    def means_label(self) -> str:
        return str(MEANS_LABELS[self.means])


@dataclass(frozen=True, slots=True)
class ListPreview:
    """The whole list before anything is written."""

    rows: list[ListRow]
    titles: list[str]  # the list's own column headings, left to right

    @property
    def clean(self) -> list[ListRow]:
        return [row for row in self.rows if row.is_clean]

    @property
    def already(self) -> list[ListRow]:
        return [row for row in self.rows if row.already and not row.problems]

    @property
    def rejected(self) -> list[ListRow]:
        return [row for row in self.rows if row.problems]

    @property
    def warned(self) -> list[ListRow]:
        return [row for row in self.clean if row.warnings]

    @property
    def by_means(self) -> list[tuple[str, int]]:
        counts = Counter(row.means for row in self.clean)
        return [(str(MEANS_LABELS[means]), counts[means]) for means in Means if counts[means]]

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        counts = Counter(row.kind_label for row in self.clean)
        return [(label or _("Chưa ghi loại"), count) for label, count in counts.most_common()]


def get_import(pk: int, *, viewer: User) -> OpinionImport:
    """An uploaded list, for those who may type opinions in."""
    found = (
        OpinionImport.objects.select_related(
            f"round__{SCOPE}", "round__base_version", "file", "created_by"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not can(viewer, Permission.DOCUMENTS_RECORD_OPINIONS, at=found):
        raise NotFound(_("Không tìm thấy danh sách này."))
    return found


def preview(uploaded: OpinionImport) -> ListPreview:
    """What the uploaded list would bring into its round today."""
    return read_list(uploaded.file.read(), uploaded.round, name=uploaded.file_name)


def read_list(content: bytes, round_: OpinionRound, *, name: str) -> ListPreview:
    """Read a list for a round; `BadFile` if it is no list of opinions."""
    try:
        sheet = read_sheet(content, name=name)
        header = find_header(sheet, COLUMNS)
    except SheetError as error:
        raise BadFile(error.message, code=error.code) from error
    missing = [
        COLUMNS[name][0] for name in (*header.missing, *header.ambiguous) if name in REQUIRED
    ]
    if missing:
        raise BadFile(
            _("Danh sách thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)},
            advice=_("Hãy thêm cột với đúng tên đó ở dòng tiêu đề rồi tải lên lại."),
            code="missing_columns",
        )
    rows = list(header.rows_of(sheet))
    if not rows:
        raise BadFile(_("Danh sách không có dòng ý kiến nào."), code="no_rows")
    reader = _Reader(round_, header)
    return ListPreview([reader.row(row) for row in rows], list(header.titles.values()))


def rejected_table(found: ListPreview) -> tuple[list[str], list[list[Any]]]:
    """Headings and cells of the rows left out, with the row's number and its reasons."""
    fields = list(COLUMNS)
    titles = ["Dòng", *(COLUMNS[name][0] for name in fields), "Lý do không nhập"]
    rows = []
    for row in found.rejected:
        reasons = " ".join(f"{each.message} {each.advice}" for each in row.problems)
        rows.append([row.number, *(row.cells.get(name) for name in fields), reasons])
    return titles, rows


class _Reader:
    """Reads row after row against one round; remembers what it has read."""

    def __init__(self, round_: OpinionRound, header: Header) -> None:
        self.round = round_
        self.header = header
        self.title = fold(round_.document.title)
        self.contributors = Contributors(round_)
        self.written = WrittenPlaces(round_.base_version)
        self.places = text_of(round_.base_version).places
        self.seen = dict.fromkeys(_known(round_), _("đã có trong đợt này"))

    def row(self, row: SheetRow) -> ListRow:
        cells = {name: row[column].value for name, column in self.header.columns.items()}
        problems: list[Problem] = []
        warnings: list[str] = []
        self._check_round(row, problems, warnings)
        contributor = self._contributor(row, problems, warnings)
        given_on = self._given_on(row, problems)
        kind = self._label(row, "kind", KINDS, problems)
        means = self._label(row, "means", MEANS, problems) or Means.WRITTEN
        text = nfc(self._text(row, "text")).strip()
        if not text:
            problems.append(self._problem(row, "text", _("Chưa có nội dung góp ý."), _("Hãy ghi nội dung.")))  # fmt: skip
        written = self._text(row, "place")
        block = self.written.block(written)
        if block is None and not self.written.is_whole(written):
            warnings.append(self._unplaced(written))
        if any(cell.was_legacy for cell in row.cells):
            warnings.append(
                _("Chữ theo bảng mã cũ (TCVN3, VNI) đã chuyển sang Unicode; hãy đọc lại.")
            )
        saying = Saying(text=text, kind=kind, block=block, place_text=written)
        already = ""
        if contributor and given_on and not problems:
            key = _key(contributor, given_on, written, text)
            already = self.seen.get(key, "")
            self.seen.setdefault(key, _("trùng với dòng %(row)s") % {"row": row.number})
        return ListRow(
            number=row.number,
            cells=cells,
            contributor=contributor,
            saying=saying,
            given_on=given_on,
            means=means,
            place_label=self.places.label(block) if block else "",
            problems=problems,
            warnings=warnings,
            already=already,
        )

    def _unplaced(self, written: str) -> str:
        several = [label[:1].lower() + label[1:] for _key, label in self.written.several(written)]
        if not several:
            return _("Chưa xác định được đoạn; ý kiến được xếp ở đầu văn bản.")
        told = _(
            "“%(written)s” có thể là %(places)s: hãy ghi rõ phần trong danh sách rồi tải lên lại,"
            " nếu không ý kiến được xếp ở đầu văn bản."
        )
        return told % {"written": written, "places": _(" hoặc ").join(several)}

    def _check_round(self, row: SheetRow, problems: list[Problem], warnings: list[str]) -> None:
        number = self._text(row, "number").strip()
        if number and number != str(self.round.number):
            problems.append(
                self._problem(
                    row,
                    "number",
                    _("Dòng này là của lần %(number)s.") % {"number": number},
                    _("Hãy nhập vào đúng đợt, hoặc sửa thành %(own)s.")
                    % {"own": self.round.number},
                )
            )
        document = fold(self._text(row, "document")).split(" (")[0]
        if document and document not in self.title and self.title not in document:
            warnings.append(
                _("Cột Văn kiện ghi “%(title)s”.") % {"title": self._text(row, "document")}
            )

    def _contributor(
        self, row: SheetRow, problems: list[Problem], warnings: list[str]
    ) -> Contributor | None:
        name, unit = tidy(self._text(row, "contributor")), tidy(self._text(row, "unit"))
        found = self.contributors.find(name, unit)
        if isinstance(found, Contributor):
            warnings += self.contributors.doubts(found, unit)
            return found
        message, advice = found
        problems.append(self._problem(row, "contributor", message, advice))
        return None

    def _given_on(self, row: SheetRow, problems: list[Problem]) -> date | None:
        value = self._value(row, "given_on")
        try:
            known = parse_date(value) if isinstance(value, str | int | float | date) else None
        except DateError:
            known = None
        if known is None or known.precision is not Precision.DAY:
            problems.append(
                self._problem(
                    row,
                    "given_on",
                    _("“%(value)s” không phải là một ngày.")
                    % {"value": "" if value is None else value},
                    _("Hãy ghi đủ ngày, tháng, năm, ví dụ 12/2/2020."),
                )
            )
            return None
        day = known.first_day()
        findings = may_give_opinion(
            RoundState(self.round.state),
            today=clock.today(),
            opens_on=self.round.opens_on,
            closes_on=self.round.closes_on,
            on_paper=True,
            dated=day,
        )
        if findings:
            problems.append(self._outside(row, day))
        return day

    def _outside(self, row: SheetRow, day: date) -> Problem:
        period = {
            "day": format_date(day, DateStyle.DASHED),
            "from": format_date(self.round.opens_on, DateStyle.DASHED),
            "to": format_date(self.round.closes_on, DateStyle.DASHED),
        }
        return self._problem(
            row,
            "given_on",
            _("Ngày %(day)s ngoài thời gian lấy ý kiến (%(from)s đến %(to)s).") % period,
            _("Hãy xem lại ngày; ý kiến phải được góp trong đợt và không sau hôm nay."),
        )

    def _label(
        self, row: SheetRow, name: str, known: Mapping[str, Any], problems: list[Problem]
    ) -> Any:
        written = tidy(self._text(row, name))
        if not written:
            return None
        found = known.get(fold(written))
        if found is None:
            with in_vietnamese():
                wanted = MEANS_LABELS.values() if known is MEANS else KIND_LABELS.values()
                labels = [str(label) for label in wanted]
            problems.append(
                self._problem(
                    row,
                    name,
                    _("Không hiểu “%(written)s”.") % {"written": written},
                    _("Hãy dùng một trong: %(labels)s.") % {"labels": ", ".join(labels)},
                )
            )
        return found

    def _value(self, row: SheetRow, name: str) -> Any:
        column = self.header.columns.get(name)
        return row[column].value if column else None

    def _text(self, row: SheetRow, name: str) -> str:
        column = self.header.columns.get(name)
        return row[column].text if column else ""

    def _problem(self, row: SheetRow, name: str, message: str, advice: str) -> Problem:  # noqa: ARG002 - one shape for all checks
        return Problem(self.header.columns.get(name, ""), message, advice)


_Key = tuple[str, int | None, int | None, date, str, str]


def _known(round_: OpinionRound) -> set[_Key]:
    """The opinions of the round, withdrawn ones too, by what makes two of them the same."""
    fields = ("source", "contributor", "person", "unit", "given_on", "place_text", "folded_text")
    known = set()
    for source, name, person, unit, *rest in round_.opinions.values_list(*fields).iterator():
        own_unit = unit if source == Opinion.Source.UNIT else None
        known.add(("" if person or own_unit else name, person, own_unit, *rest))
    return known


def _key(contributor: Contributor, given_on: date, place_text: str, text: str) -> _Key:
    person = contributor.person.pk if contributor.person else None
    unit = contributor.unit.pk if contributor.unit else None
    name = "" if person or unit else contributor.label
    return name, person, unit, given_on, place_text[:300], fold(text)
