"""Whether the stamps of a day may still be corrected. Apps above say what makes them stand still."""

from collections.abc import Callable

from daihoi.base.errors import DomainError
from daihoi.congresses.models import Congress

Asker = Callable[[Congress], DomainError | None]
_askers: dict[str, Asker] = {}


def register(name: str, asker: Asker) -> None:
    """``asker`` answers with the refusal, None while nothing stands against a correction."""
    _askers[name] = asker


def against_correcting(congress: Congress) -> DomainError | None:
    """Why what was stamped stands now."""
    return next(filter(None, (asker(congress) for asker in _askers.values())), None)
