"""The rules under which the papers of a ballot went out, and whether they are still those of the congress.

A ballot is judged by the rules its voters were given their papers under. What is set or withdrawn
afterwards changes nothing until the presidium says which holds.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from daihoi.congresses.models import Congress, RuleBook
from daihoi.congresses.queries.local_rules import overrides_of
from daihoi.elections.models import Round, RoundState
from daihoi.elections.queries.law import rules_of
from daihoi.rules.elections.loading import rule_set
from daihoi.rules.elections.parameters import RuleSet
from daihoi.rules.parameters import Override

# Papers are out and nothing is told yet.
OUT = frozenset({RoundState.ISSUED, RoundState.COUNTING, RoundState.COUNTED})


@dataclass(frozen=True, slots=True)
class Changed:
    """One parameter that is not what it was; ``paper`` set it, "" where the edition's own holds again."""

    label: str
    then: str
    now: str
    paper: str

    def __str__(self) -> str:
        told = {"label": self.label, "then": self.then, "now": self.now}
        said = _("%(label)s khi phát phiếu là “%(then)s”, nay là “%(now)s”") % told
        paper = self.paper or _("rút văn bản riêng, theo quy chế")
        return f"{said} ({paper})"


def digest_of_rules(rules: RuleSet) -> str:
    """SHA-256 of an edition's code and every value: what a ballot is judged by, not who set it."""
    said = [rules.edition.code, *([each.name, repr(each.value)] for each in rules)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def kept_overrides(congress: Congress) -> list[dict[str, Any]]:
    """What papers of the superior set today, as a ballot keeps it."""
    return [
        {
            "parameter": each.parameter,
            "value": each.value,
            "number": each.number,
            "issued_on": each.issued_on.isoformat(),
            "issuer": each.issuer,
        }
        for each in overrides_of(congress, RuleBook.ELECTIONS)
    ]


def issued_rules(round_: Round) -> RuleSet:
    """Those its papers went out under; the same object for every paper of a count."""
    return _issued(round_.edition_code, json.dumps(round_.local_rules, ensure_ascii=False))


@lru_cache(maxsize=64)
def _issued(edition_code: str, local_rules: str) -> RuleSet:
    overrides = (
        Override(**{**each, "issued_on": date.fromisoformat(each["issued_on"])})
        for each in json.loads(local_rules)
    )
    return rule_set(edition_code, overrides)


def rules_of_papers(round_: Round) -> RuleSet:
    """As `rules_for`, asking nothing where no other rules than those of the day were taken."""
    if round_.rules_digest and round_.rules_held in {"", round_.rules_digest}:
        return issued_rules(round_)
    return rules_for(round_)


def rules_for(round_: Round, now: RuleSet | None = None) -> RuleSet:
    """What a ballot is judged by; ``now``: the rules of the congress, where they were read already."""
    now = now or rules_of(round_.election.congress)
    if not round_.rules_digest:
        return now  # no paper is out
    current = digest_of_rules(now)
    return now if current in {round_.rules_digest, round_.rules_held} else issued_rules(round_)


def changed_rules(round_: Round, now: RuleSet) -> list[Changed]:
    """What is not as it was when papers went out; [] while they are in, and once all is told."""
    if round_.state not in OUT or not round_.rules_digest:
        return []
    if digest_of_rules(now) == round_.rules_digest:
        return []
    then = issued_rules(round_)
    found = []
    if then.edition.code != now.edition.code:
        found.append(Changed(_("Quy chế"), then.edition.name, now.edition.name, now.edition.code))
    for old, new in zip(then, now, strict=True):
        if old.value != new.value:
            paper = str(new.override.basis) if new.override else ""
            found.append(Changed(new.label, old.said(old.value), new.said(new.value), paper))
    return found


def waits_for_presidium(round_: Round, now: RuleSet) -> list[Changed]:
    """The same while nobody has said which holds for this ballot."""
    if round_.rules_held in {round_.rules_digest, digest_of_rules(now)}:
        return []
    return changed_rules(round_, now) if round_.state != RoundState.COUNTED else []


def waiting_words(changed: list[Changed]) -> str:
    return _("Quy định đã đổi sau khi phát phiếu: %(changes)s.") % {
        "changes": "; ".join(str(each) for each in changed)
    }
