"""What forms of the day have in common: an action tried, its refusal told where it was typed."""

from collections.abc import Callable

from daihoi.accounts.http import UserRequest
from daihoi.base.errors import DomainError
from daihoi.base.numbers import whole_number
from daihoi.conduct.forms.running import SeenForm
from daihoi.conduct.models import Run
from daihoi.conduct.queries.seen import revision_of


def took(form: SeenForm, run: Run, act: Callable[[], object]) -> bool:
    """Whether the form was right and the action done; else the form says why, typed values stay."""
    if not form.is_valid():
        return False
    try:
        act()
    except DomainError as refusal:
        form.tell(refusal, revision_of(run))
        return False
    return True


def revision_in(request: UserRequest) -> int:
    """The revision of the page a button was pressed on; 0, which none has, for a broken one."""
    return whole_number(request.POST.get("revision", "")) or 0
