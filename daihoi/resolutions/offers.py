"""What the resolution offers: its pages, facts for papers, what somebody proposed."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from daihoi.base.numbers import whole_number
from daihoi.base.offers import NavEntry, Offers, Reference, Table, register
from daihoi.congresses.queries.congresses import current_congress
from daihoi.organizations.queries.people import person_of
from daihoi.resolutions.actions import merging
from daihoi.resolutions.help import PAGES
from daihoi.resolutions.queries import facts, labels, personal
from daihoi.resolutions.queries.seen import may_follow, reads

OWN_PAGES = tuple(
    f"resolutions:{noun}_"
    for noun in ("resolution", "clause", "amendment", "target", "targets", "whole")
)


def _navigation(user: Any) -> Iterable[NavEntry]:
    congress = current_congress(user)
    if congress is not None and reads(congress, viewer=user):
        url = reverse("resolutions:resolution_detail", args=[congress.pk])
        group = gettext_lazy("Phục vụ đại hội")
        yield NavEntry(gettext_lazy("Nghị quyết"), url, 440, group, pages=OWN_PAGES)


def _topics(user: Any, topic: str) -> bool:
    """Who may follow ``resolutions.congress:3``."""
    name, _separator, number = topic.partition(":")
    pk = whole_number(number)
    return name == "resolutions.congress" and pk is not None and may_follow(pk, viewer=user)


def _about(user: Any) -> Iterable[Table]:
    person = person_of(user)
    return personal.about(person) if person else ()


register(
    Offers(
        navigation=_navigation,
        topics=_topics,
        about=_about,
        help=PAGES,
        facts=facts.FACTS,
        facts_of=facts.facts_of,
        source_label=labels.label_today,
        references=(
            Reference(
                gettext_lazy("Đề nghị sửa đổi dự thảo nghị quyết"),
                ("resolutions.Amendment.person",),
                merging.move_amendments,
                hold=merging.HeldAmendments,
            ),
        ),
    )
)
