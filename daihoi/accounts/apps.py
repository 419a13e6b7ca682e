import logging
import re
from typing import Any

from django.apps import AppConfig

_CODE = re.compile(r"(/vao/)[^/?\s]+")


class AccountsConfig(AppConfig):
    name = "daihoi.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What Django and allauth do to an account is noted by our actions."""
        from allauth.mfa.signals import authenticator_added, authenticator_removed  # noqa: PLC0415
        from allauth.socialaccount import signals  # noqa: PLC0415 - models are ready only now
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        for name in ("django.request", "django.security.csrf", "uvicorn.access"):
            logging.getLogger(name).addFilter(without_codes)
        user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
        authenticator_added.connect(_factor_added, dispatch_uid="accounts.factor_added")
        authenticator_removed.connect(_factor_removed, dispatch_uid="accounts.factor_removed")
        signals.social_account_added.connect(_linked, dispatch_uid="accounts.linked")
        signals.social_account_removed.connect(_unlinked, dispatch_uid="accounts.unlinked")


def without_codes(line: logging.LogRecord) -> bool:
    """The codes of slips lie in addresses: no log keeps them, least of all of one not used yet."""
    if isinstance(line.args, tuple):
        line.args = tuple(
            _CODE.sub(r"\1…", each) if isinstance(each, str) else each for each in line.args
        )
    return True


def _signed_in(**told: Any) -> None:
    from daihoi.accounts.middleware import note_dialect, note_whereabouts  # noqa: PLC0415

    # Whichever way one came: on a shared laptop closing the browser is enough.
    told["request"].session.set_expiry(0)
    told["request"].user = told["user"]
    note_whereabouts(told["request"])
    note_dialect(told["request"])


def _factor_added(**told: Any) -> None:
    from daihoi.accounts.actions.factors import note_factor  # noqa: PLC0415

    note_factor(told["authenticator"].type, added=True, actor=told["user"])


def _factor_removed(**told: Any) -> None:
    from daihoi.accounts.actions.factors import note_factor  # noqa: PLC0415

    note_factor(told["authenticator"].type, added=False, actor=told["user"])


def _linked(**told: Any) -> None:
    from daihoi.accounts.actions.factors import note_link  # noqa: PLC0415

    note_link(told["sociallogin"].account.provider, added=True, actor=told["sociallogin"].user)


def _unlinked(**told: Any) -> None:
    from daihoi.accounts.actions.factors import note_link  # noqa: PLC0415

    note_link(told["socialaccount"].provider, added=False, actor=told["socialaccount"].user)
