"""What a timer runs: sending the digests that are due."""

import logging
from dataclasses import dataclass

from daihoi.base import clock
from daihoi.notifications import mail, queries
from daihoi.notifications.actions import claim_digest, settle_digest

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sending:
    """How a run went; ``quiet``: there was nothing to tell."""

    sent: int = 0
    quiet: int = 0
    failed: int = 0


def send_digests() -> Sending:
    """Send every digest that is due, each claimed first: two runs at once send none twice.

    No transaction is open while the mail server is spoken to. A letter is sent again only if the
    run dies after the server has taken it and before that is written down, or the database fails
    in that moment. One that fails is tried by the next run.
    """
    run = Sending()
    for pk in queries.settings_due(clock.now()):
        setting = claim_digest(pk)
        if setting is None:
            continue
        sent = False
        try:
            digest = queries.digest_for(setting)
            if digest.is_empty:
                run.quiet += 1
            else:
                mail.send_digest(setting, digest)
                run.sent += 1
            sent = True
        except mail.FAILURES:
            run.failed += 1
            log.exception("The digest of account %s was not sent", setting.user_id)
        finally:
            settle_digest(setting, sent=sent)
    return run
