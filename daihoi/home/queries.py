"""What the first page and the search show; everything comes from the apps' offers."""

from dataclasses import dataclass

from daihoi.accounts.models import User
from daihoi.base import offers
from daihoi.base.offers import Headline, Hit, Panel, Row

SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True)
class FirstPage:
    """Late, waiting for me, then the rest: cards below these and beside them."""

    headline: Headline | None
    late: list[Row]
    waiting: list[Row]
    below: list[Panel]
    beside: list[Panel]


@dataclass(frozen=True, slots=True)
class Found:
    """Hits by kind, in the order the apps give them."""

    words: str
    too_short: bool
    kinds: list[tuple[str, list[Hit]]]
    count: int


def first_page(*, viewer: User) -> FirstPage:
    panels = offers.panels(viewer)
    return FirstPage(
        headline=offers.headline(viewer),
        late=offers.late(viewer),
        waiting=offers.waiting(viewer),
        below=[panel for panel in panels if not panel.beside],
        beside=[panel for panel in panels if panel.beside],
    )


def search(words: str, *, viewer: User) -> Found:
    """Search everything the viewer may see; diacritics and case are ignored by every app."""
    words = words.strip()
    if len(words) < SHORTEST_SEARCH:
        return Found(words, too_short=bool(words), kinds=[], count=0)
    hits = offers.search(viewer, words)
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        kinds.setdefault(str(hit.kind), []).append(hit)
    return Found(words, too_short=False, kinds=list(kinds.items()), count=len(hits))
