"""What happened when: steps are gathered, then done in the order of their moments."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from daihoi.base import clock


class Calendar:
    """Steps with their moments, as naive local times in the demo's files."""

    def __init__(self) -> None:
        self._steps: list[tuple[datetime, Callable[[], object]]] = []

    def add(self, moment: datetime, step: Callable[[], object]) -> None:
        self._steps.append((moment, step))

    def run(self) -> None:
        """Do every step with the clock standing at its moment; those of one moment as added."""
        for moment, step in sorted(self._steps, key=lambda pair: pair[0]):
            with clock.standing_at(timezone.make_aware(moment)):
                step()
        self._steps.clear()
