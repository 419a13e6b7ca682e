"""Several people doing something at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from daihoi.base.errors import DomainError


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of the acts came to: its result, or the refusal it met. All begin together."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait(timeout=60)
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [outcome.result() for outcome in [pool.submit(run, act) for act in acts]]
