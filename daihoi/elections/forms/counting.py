"""Forms of counting: what is seen on a paper, sums, slips, rulings, reasons."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from daihoi.base.errors import DomainError
from daihoi.elections.actions.papers_entry import MOST_IN_A_BUNDLE, SIZES
from daihoi.elections.queries.judging import Seen, counts_written, judging_table
from daihoi.elections.queries.tallies import Law
from daihoi.rules.elections.ballots import Ruling, classes_of
from daihoi.rules.elections.kinds import TWO_SIDED, Fault, MarkStyle, PaperClass, Verdict, label

BITS = 128
MOST_VOTES = 999_999
NOT_A_PAPER = _("Phiếu gửi lên không đọc được. Hãy tải lại trang; tập đang nhập vẫn còn.")


class Told(forms.Form):
    """A form that can show a refusal above its fields."""

    def tell(self, refusal: DomainError) -> None:
        self.add_error(None, refusal.in_full)

    @property
    def trouble(self) -> str:
        """The first thing wrong, where the form itself is not on the page."""
        return next(str(each) for errors in self.errors.values() for each in errors)


def _bits() -> list[tuple[int, int]]:
    return [(n, n) for n in range(BITS)]


class MarksField(forms.TypedMultipleChoiceField):
    """Numbers of the boxes that are marked, as one int."""

    def __init__(self, **options: Any) -> None:
        # A function: a list would be copied for every paper that is entered.
        super().__init__(choices=_bits, coerce=int, required=False, **options)

    def clean(self, value: Any) -> int:
        return sum(1 << bit for bit in set(super().clean(value)))


class SeenForm(Told):
    """What a teller sees on a paper."""

    marks = MarksField(error_messages={"invalid_choice": NOT_A_PAPER})
    faults = forms.MultipleChoiceField(
        choices=[(each.value, each.value) for each in Fault],
        required=False,
        error_messages={"invalid_choice": NOT_A_PAPER},
    )
    written = forms.CharField(required=False, max_length=300)

    @property
    def seen(self) -> Seen:
        names = [" ".join(each.split()) for each in self.cleaned_data["written"].split(",")]
        return Seen(
            marks=self.cleaned_data["marks"],
            faults=frozenset(Fault(each) for each in self.cleaned_data["faults"]),
            written=tuple(sorted({each for each in names if each})),
        )


class PlaceForm(Told):
    """Where the teller's page stands: for closing a batch."""

    batch = forms.IntegerField(
        min_value=1, max_value=9_999, error_messages={"invalid": NOT_A_PAPER}
    )
    papers = forms.IntegerField(
        min_value=0, max_value=10**7, error_messages={"invalid": NOT_A_PAPER}
    )


class KeyForm(Told):
    """The random key of a paper or bundle."""

    key = forms.UUIDField(error_messages={"required": NOT_A_PAPER, "invalid": NOT_A_PAPER})


class PaperForm(SeenForm, PlaceForm, KeyForm):
    """One paper under a key of its own."""

    @property
    def place(self) -> dict[str, Any]:
        """For the action: which paper it is and what the page showed."""
        return {name: self.cleaned_data[name] for name in ("key", "batch", "papers")}


class BundleForm(PaperForm):
    number = forms.IntegerField(
        label=_("Số phiếu giống nhau"), min_value=1, max_value=MOST_IN_A_BUNDLE
    )


class SizeForm(Told):
    size = forms.IntegerField(
        label=_("Số phiếu một tập"), min_value=SIZES.start, max_value=SIZES.stop - 1
    )


class SideForm(Told):
    side = forms.TypedChoiceField(choices=[(1, "1"), (2, "2")], coerce=int)


class ReasonForm(Told):
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea)


class MendForm(ReasonForm):
    """Why, and which batches are entered anew."""

    without = forms.TypedMultipleChoiceField(
        label=_("Tập nhập lại từ đầu"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Các tập khác giữ nguyên trong bản tiếp theo."),
    )

    def __init__(self, *args: Any, batches: Sequence[tuple[int, int]], **options: Any) -> None:
        super().__init__(*args, **options)
        said = _now("Tập %(number)s (%(papers)s phiếu)")
        choices = [(number, said % {"number": number, "papers": n}) for number, n in batches]
        _choose(self, "without", choices)
        if not choices:
            del self.fields["without"]

    @property
    def batches(self) -> list[int]:
        return list(self.cleaned_data.get("without", []))


class AsideForm(Told):
    label = forms.CharField(
        label=_("Ký hiệu trên giấy ghim"),
        max_length=10,
        help_text=_("Ghi cùng ký hiệu này lên mảnh giấy ghim vào phiếu."),
    )
    seen = forms.CharField(
        label=_("Điều chưa rõ"),
        max_length=300,
        widget=forms.Textarea,
        help_text=_("Ví dụ: nét gạch chỉ qua họ và tên đệm."),
    )


class RulingForm(Told):
    """What the tellers decided of a doubtful paper; where it is valid, how they read its marks."""

    verdict = forms.TypedChoiceField(
        label=_("Ban kiểm phiếu quyết định"),
        choices=[("1", _("Hợp lệ, tính theo dấu ghi dưới đây")), ("0", _("Không hợp lệ"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    marks = MarksField(widget=forms.CheckboxSelectMultiple, label=_("Dấu trên phiếu"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea)
    present = forms.MultipleChoiceField(
        label=_("Thành viên ban kiểm phiếu có mặt"), widget=forms.CheckboxSelectMultiple
    )
    why_again = forms.CharField(label=_("Vì sao quyết định lại"), max_length=300)

    def __init__(
        self, *args: Any, law: Law, tellers: Sequence[str], is_again: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        _choose(self, "marks", _boxes(law))
        self.fields["marks"].label = _marks_said(law)
        _choose(self, "present", [(each, each) for each in tellers])
        if not is_again:
            del self.fields["why_again"]

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        said = self.cleaned_data
        return {
            "ruling": Ruling(is_valid=said["verdict"], reason=said["reason"]),
            "marks": said["marks"] if said["verdict"] else 0,
            "present": said["present"],
            "why_again": said.get("why_again", ""),
        }


class RecountForm(ReasonForm):
    decided_by = forms.CharField(
        label=_("Ai quyết định"),
        max_length=160,
        help_text=_("Ví dụ: đoàn chủ tịch, theo đề nghị của ban kiểm phiếu."),
    )


class SumsForm(Told):
    """Votes by name, valid papers, invalid ones by reason; papers put aside are not in them."""

    valid = forms.IntegerField(label=_("Phiếu hợp lệ"), min_value=0, max_value=MOST_VOTES)

    def __init__(self, *args: Any, law: Law, **options: Any) -> None:
        super().__init__(*args, **options)
        self.law = law
        self.two_sided = law.ballot.style in TWO_SIDED
        for at, name in enumerate(law.ballot.names):
            self.fields[f"votes_{at}"] = _number(_now("Phiếu bầu: %s") % name)
            if self.two_sided:
                self.fields[f"against_{at}"] = _number(_now("Không đồng ý: %s") % name)
        self.invalid = _invalid_reasons(law)
        for reason in self.invalid:
            said = _now("Không hợp lệ: %s") % label(reason)
            self.fields[f"invalid_{reason.value}"] = _number(said, required=False)
        if PaperClass.BLANK in classes_of(law.rules).values():
            self.fields["blank"] = _number(_now("Phiếu trắng"), required=False)
        if counts_written(law.rules):
            self.fields["written"] = forms.CharField(
                label=_("Người ngoài danh sách được bầu"),
                required=False,
                widget=forms.Textarea,
                help_text=_("Mỗi dòng một người: họ và tên, dấu hai chấm, số phiếu."),
            )

    def clean_written(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["written"].splitlines())):
            name, _colon, votes = line.rpartition(":")
            name, votes = " ".join(name.split()), votes.strip()
            if not name or not votes.isascii() or not votes.isdigit() or len(votes) > 6:
                raise forms.ValidationError(
                    _now("Dòng “%s” phải là: họ và tên, dấu hai chấm, số phiếu.") % line
                )
            found[name] = found.get(name, 0) + int(votes)
        return found

    @property
    def sums(self) -> dict[str, Any]:
        """In the shape of a kept tally."""
        said, names = self.cleaned_data, self.law.ballot.names
        invalid = {each.value: said[f"invalid_{each.value}"] or 0 for each in self.invalid}
        return {
            "votes": {name: said[f"votes_{at}"] for at, name in enumerate(names)},
            "against": {
                name: said[f"against_{at}"] for at, name in enumerate(names) if self.two_sided
            },
            "valid": said["valid"],
            "blank": said.get("blank") or 0,
            "invalid": {reason: papers for reason, papers in invalid.items() if papers},
            "written": said.get("written") or {},
        }

    @classmethod
    def typed_before(cls, sums: dict[str, Any] | None, law: Law) -> dict[str, Any]:
        """What was typed, as initial values."""
        if not sums:
            return {}
        found = {"valid": sums["valid"], "blank": sums["blank"]}
        for at, name in enumerate(law.ballot.names):
            found[f"votes_{at}"] = sums["votes"].get(name, 0)
            found[f"against_{at}"] = sums["against"].get(name, 0)
        found |= {f"invalid_{reason}": papers for reason, papers in sums["invalid"].items()}
        found["written"] = "\n".join(f"{name}: {n}" for name, n in sums["written"].items())
        return found


def new_key() -> str:
    """A key for a form that works without a script."""
    return str(uuid4())


def _invalid_reasons(law: Law) -> list[Any]:
    """Why papers of this ballot can be invalid: its faults, then what marks alone decide."""
    table = judging_table(law.ballot, law.rules)
    faults = [
        Fault(each["code"]) for each in table["faults"] if each["paper"] == PaperClass.INVALID
    ]
    single = len(law.ballot.names) == 1
    verdicts = [
        each
        for each, paper in classes_of(law.rules).items()
        if paper is PaperClass.INVALID
        and each.value.startswith("single_") == single
        and (each is not Verdict.ALL_DISAGREE or law.ballot.style in TWO_SIDED)
    ]
    return [*faults, *sorted(verdicts)]


def _marks_said(law: Law) -> str:
    if law.ballot.style is MarkStyle.STRIKE_OUT:
        return _now("Tên bị gạch trên phiếu")
    if law.ballot.style is MarkStyle.CHOOSE:
        return _now("Tên được chọn trên phiếu")
    return _now("Ô được đánh dấu trên phiếu")


def _boxes(law: Law) -> list[tuple[int, str]]:
    names = law.ballot.names
    if law.ballot.style not in TWO_SIDED:
        return list(enumerate(names))
    first = [(at, _now("%s: đồng ý") % name) for at, name in enumerate(names)]
    second = [(len(names) + at, _now("%s: không đồng ý") % name) for at, name in enumerate(names)]
    return [box for pair in zip(first, second, strict=True) for box in pair]


def _number(said: str, *, required: bool = True) -> forms.IntegerField:
    field = forms.IntegerField(label=said, min_value=0, max_value=MOST_VOTES, required=required)
    field.optional_note = _("(không có thì để trống)")  # type: ignore[attr-defined]  # for the page
    return field


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - one of these forms' own
    field.choices = choices
