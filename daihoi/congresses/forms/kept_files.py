"""The field of a file that is kept as it came: of a kind that is taken, by name and by content."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from daihoi.files.forms import UploadField
from daihoi.papers.kinds import is_of_kind


class KeptFileField(UploadField):
    """``kinds`` are extensions of `papers.kinds.KINDS`, ``accepted`` says them in a sentence."""

    def __init__(self, *, kinds: Iterable[str], accepted: StrOrPromise, **kwargs: Any) -> None:
        self._kinds, self._accepted = tuple(kinds), accepted
        names = ",".join(f".{kind}" for kind in self._kinds)
        super().__init__(widget=forms.FileInput(attrs={"accept": names}), **kwargs)

    def to_python(self, data: Any) -> File[Any] | None:
        file = super().to_python(data)
        if file is None:
            return None
        kind = PurePath(file.name or "").suffix.removeprefix(".").lower()
        facts = {"name": file.name, "kind": f".{kind}", "accepted": self._accepted}
        if kind not in self._kinds:
            raise forms.ValidationError(
                _("“%(name)s”: không nhận loại tệp này. %(accepted)s"), "kind", facts
            )
        if not is_of_kind(file.read(), kind):
            raise forms.ValidationError(
                _("“%(name)s”: nội dung bên trong không phải tệp %(kind)s. %(accepted)s"),
                "content",
                facts,
            )
        file.seek(0)
        return file
