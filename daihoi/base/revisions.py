"""What an edit page showed: nobody writes over a change that she has not seen."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from daihoi.base.errors import Conflict, DomainError
from daihoi.vietnamese.dates import format_date

M = TypeVar("M", bound=Model)


class Outdated(Conflict):
    """Somebody changed it since the page was opened; ``current`` is how it stands now."""

    code = "outdated"

    def __init__(self, current: Model) -> None:
        super().__init__(
            _(
                "Người khác đã sửa từ lúc đồng chí mở trang; điều đang lưu ghi dưới ô khác nhau."
                " Lưu lần nữa là thay bằng điều đồng chí viết."
            )
        )
        self.current = current


def fingerprint(thing: Model, fields: Iterable[str]) -> str:
    """Equal while these fields hold the same values."""
    held = [(name, str(getattr(thing, name))) for name in sorted(fields)]
    return sha256(repr(held).encode()).hexdigest()[:20]


def require_seen(locked: Model, fields: Iterable[str], seen: str | None) -> None:
    """`Outdated` unless ``seen`` is the fingerprint of these fields; None where no page was shown."""
    if seen is not None and seen != fingerprint(locked, fields):
        raise Outdated(locked)


class RevisedForm(forms.ModelForm[M]):
    """A form of a thing that others may be editing too: it carries what its page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "seen":
            return fingerprint(self.instance, self._names)
        return super().get_initial_for_field(field, field_name)

    def _post_clean(self) -> None:
        """The action sets and saves: the instance stays as it was read."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._names}

    @property
    def seen_state(self) -> str:
        """For the action: what the page showed."""
        return str(self.cleaned_data["seen"])

    def tell(self, refusal: DomainError) -> None:
        """Show a refusal; after `Outdated` also what is kept now, and let the next save stand on it."""
        self.add_error(None, refusal.in_full)
        if isinstance(refusal, Outdated):
            for name, value in self.values.items():
                if getattr(refusal.current, name) != value:
                    shown = _shown(refusal.current, name)
                    self.add_error(name, _("Đang lưu: %(value)s") % {"value": shown})
            seen = fingerprint(refusal.current, self._names)
            self.data = {**self.data.dict(), "seen": seen}  # type: ignore[attr-defined]  # a QueryDict

    @property
    def _names(self) -> list[str]:
        return [name for name in self._meta.fields or () if name in self.fields]


def _shown(thing: Model, name: str) -> str:
    value = getattr(thing, name)
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, date):
        return format_date(value)
    display = getattr(thing, f"get_{name}_display", None)
    text = display() if display else value
    return str("" if text is None else text) or _("(trống)")
