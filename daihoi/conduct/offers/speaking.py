"""What the speakers' list offers: help, what is kept of a person, what a merge hands over."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from daihoi.base.offers import Offers, Reference, Table, register
from daihoi.conduct.actions import merging
from daihoi.conduct.help.speaking import PAGES
from daihoi.conduct.queries.speaking import kept_of
from daihoi.organizations.queries.people import person_of


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return [kept_of(person)] if person else ()


register(
    Offers(
        about=_about,
        help=PAGES,
        references=(
            Reference(
                gettext_lazy("Lượt phát biểu tại đại hội"),
                ("conduct.Turn.person",),
                merging.move_turns,
                hold=merging.HeldTurnsOf,
            ),
        ),
    )
)
