"""What is put to a show of hands on the conductor's page; lists and ballots have pages of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from daihoi.conduct.models import RunItem
from daihoi.elections.models import Body
from daihoi.elections.queries.matters import AGENDA, NUMBERS
from daihoi.rules.programme.running import Act, acts_of
from daihoi.vietnamese.text import fold

LABELS: Mapping[str, StrPromise] = {
    AGENDA: gettext_lazy("Nội dung của chương trình"),
    "presidium_number": gettext_lazy("Số lượng đoàn chủ tịch"),
    "secretariat_number": gettext_lazy("Số lượng thư ký"),
    "tellers_number": gettext_lazy("Số lượng ban kiểm phiếu"),
    "credentials_committee": gettext_lazy("Ban thẩm tra tư cách đại biểu"),
}
MATTERS = frozenset(LABELS)
_BY_ACT = {
    Act.PRESIDIUM: Body.PRESIDIUM,
    Act.SECRETARIAT: Body.SECRETARIAT,
    Act.TELLERS: Body.TELLERS,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an item most likely asks the congress."""

    matter: str
    subject: str


def is_number(matter: str) -> bool:
    """Whether a number is voted, before the list of that many names (P51)."""
    return matter in NUMBERS


def bodies_of(item: RunItem) -> list[Body]:
    """Bodies that an item names, by number first and list second."""
    return [_BY_ACT[act] for act in acts_of(item.as_value()) if act in _BY_ACT]


def proposed(item: RunItem) -> Proposed:
    """What the form begins with."""
    for body in bodies_of(item):
        matter = next(name for name, named in NUMBERS.items() if named is body)
        return Proposed(matter, str(LABELS[matter]))
    if fold(item.title).startswith("thong qua"):
        return Proposed(AGENDA, item.title)
    return Proposed(AGENDA, _("Thông qua: %(title)s") % {"title": item.title})
