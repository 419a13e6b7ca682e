"""The procedure of personnel work as data: rounds, steps, who is convened, what may begin (P-050…P-063).

It is not the procedure for appointing officials (Quy định 105), whose order differs (P-050).
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from daihoi.rules.certainty import Certainty
from daihoi.rules.findings import Basis
from daihoi.rules.personnel.answers import Answer, Decision, answer
from daihoi.rules.personnel.directives import Rulebook
from daihoi.rules.personnel.parameters import Parameter

FILE = Path(__file__).with_suffix(".toml")


class Round(StrEnum):
    """Whom a run through the steps is about; in their order."""

    RE_ELECTED = "re_elected"  # người tái cử
    FIRST_TIME = "first_time"  # người tham gia lần đầu
    ALL = "all"  # không tách


ROUND_WORDS = {
    Round.RE_ELECTED: "vòng tái cử",
    Round.FIRST_TIME: "vòng tham gia lần đầu",
    Round.ALL: "quy trình",
}


class Ballot(StrEnum):
    NONE = "none"  # không bỏ phiếu
    OPEN = "open"  # biểu quyết, hình thức do hội nghị chọn
    SECRET = "secret"  # noqa: S105 - phiếu kín, a ballot


class CountedOn(StrEnum):
    """What a step's votes and attendance are counted against."""

    CONVENED = "convened"  # số được triệu tập
    KEY_CADRES_BASE = "key_cadres_base"  # theo tham số cùng tên
    NONE = "none"  # không phải một hội nghị phải đếm


class Event(StrEnum):
    """What a step is besides a meeting: it is over when that has happened."""

    NONE = ""
    APPROVAL = "approval"  # cấp trên phê duyệt đề án
    PRESENTATION = "presentation"  # trình đại hội


@dataclass(frozen=True, slots=True)
class Step:
    """One step; texts are Vietnamese. The ``…_without_committee`` texts are for cells that have none."""

    number: int
    title: str
    convened: str
    ballot: Ballot
    counted_on: CountedOn
    work: Mapping[Round, str]
    certainty: Mapping[Round, Certainty]
    basis: Basis
    convened_without_committee: str = ""
    work_without_committee: str = ""
    certainty_without_committee: Certainty | None = None
    article_without_committee: str = ""
    title_without_committee: str = ""
    event: Event = Event.NONE

    def is_sure(self, round_: Round) -> Certainty:
        return self.certainty.get(round_, Certainty.UNCONFIRMED)


@dataclass(frozen=True, slots=True)
class Procedure:
    """Rounds one after another, each through all steps. ``chosen_by``: parameters that chose it."""

    code: str
    name: str
    rounds: tuple[Round, ...]
    steps: tuple[Step, ...]
    basis: Basis
    chosen_by: tuple[Parameter, ...] = ()

    def step(self, number: int) -> Step:
        """``LookupError`` for a number there is not."""
        for each in self.steps:
            if each.number == number:
                return each
        raise LookupError(number)


@cache
def procedures() -> Mapping[str, Procedure]:
    """By code, as the file beside this one tells them."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))["procedures"]
    return {each["code"]: _procedure(each) for each in told}


def procedure_for(
    rules: Rulebook, *, after_merger: bool = False, has_committee: bool = True
) -> Procedure:
    """What the directive prescribes at the level; ``has_committee`` False: a cell below nine.

    ``LookupError`` where merged organizations have no procedure of their own.
    """
    name = "procedure.after_merger" if after_merger else "procedure"
    chosen = rules.need(name)
    found = procedures()[chosen.value]
    steps = found.steps if has_committee else tuple(_without(each) for each in found.steps)
    return replace(found, steps=steps, chosen_by=(chosen,))


def configured(procedure: Procedure, rows: Sequence[Mapping[str, Any]], *, paper: str) -> Procedure:
    """The same with an organization's own steps, in their order (P-061).

    A row has ``title``, ``convened``, ``ballot``, ``counted_on`` and ``work``. ``ValueError`` (in
    Vietnamese) without a paper, without a step, or with a secret ballot that is counted on nothing.
    Steps a directive confirms (C) are not replaced.
    """
    if not paper.strip():
        raise ValueError("Quy trình riêng phải ghi văn bản quyết định.")
    if not rows:
        raise ValueError("Quy trình phải có ít nhất một bước.")
    if any(Certainty.SOURCED in step.certainty.values() for step in procedure.steps):
        raise ValueError(
            f"{procedure.name} do Trung ương quy định, không thay bằng quy trình riêng."
        )
    basis = Basis(paper)
    steps = []
    for number, row in enumerate(rows, 1):
        ballot, counted_on = Ballot(row["ballot"]), CountedOn(row.get("counted_on", "convened"))
        if ballot is not Ballot.NONE and counted_on is CountedOn.NONE:
            raise ValueError(f"Bước {number} có bỏ phiếu nên phải nói phiếu tính trên số nào.")
        steps.append(
            Step(
                number,
                row["title"],
                row["convened"],
                ballot,
                counted_on,
                dict.fromkeys(procedure.rounds, row.get("work", "")),
                dict.fromkeys(procedure.rounds, Certainty.SECONDARY),
                basis,
            )
        )
    return replace(procedure, steps=tuple(steps), basis=basis)


def may_begin(
    procedure: Procedure,
    number: int,
    round_: Round,
    *,
    finished: Collection[tuple[Round, int]] = (),
    empty: Collection[Round] = (),
) -> Answer:
    """Whether a step may be held now: the ones before it are finished, and the rounds before its own.

    ``empty``: rounds for which there is nobody; they count as finished. ``LookupError`` for a step
    or round the procedure has not.
    """
    step = procedure.step(number)
    if round_ not in procedure.rounds:
        raise LookupError(round_.value)
    where = f"Bước {number} ({step.title}), {ROUND_WORDS[round_]}"
    article = f"{procedure.basis.article} ({procedure.basis.source})".removeprefix(" ")
    for earlier in procedure.rounds[: procedure.rounds.index(round_)]:
        missing = [
            each.number for each in procedure.steps if (earlier, each.number) not in finished
        ]
        if earlier not in empty and missing:
            return answer(
                Decision.REFUSED,
                "round_too_early",
                f"{where}: chưa được bắt đầu. {ROUND_WORDS[earlier].capitalize()} chưa kết thúc "
                f"(còn bước {', '.join(map(str, missing))}).",
                article=article,
                facts={"missing": missing, "round": earlier.value},
                used=procedure.chosen_by,
            )
    before = [
        each.number
        for each in procedure.steps
        if each.number < number and (round_, each.number) not in finished
    ]
    if before:
        return answer(
            Decision.REFUSED,
            "step_too_early",
            f"{where}: chưa được bắt đầu, còn bước {', '.join(map(str, before))}.",
            article=article,
            facts={"missing": before, "round": round_.value},
            used=procedure.chosen_by,
        )
    return answer(
        Decision.ACCEPTED,
        "step",
        f"{where}: được bắt đầu. Triệu tập {step.convened}.",
        article=article,
        certainty=step.is_sure(round_),
        facts={
            "convened": step.convened,
            "ballot": step.ballot.value,
            "work": step.work[round_],
            "title": step.title,
        },
        used=procedure.chosen_by,
    )


def _without(step: Step) -> Step:
    """As a cell without a committee takes it: the secretary in the committee's place (P-061, P-063)."""
    work = step.work_without_committee
    sure = step.certainty_without_committee
    return replace(
        step,
        title=step.title_without_committee or step.title,
        convened=step.convened_without_committee or step.convened,
        work=dict.fromkeys(step.work, work) if work else step.work,
        certainty=dict.fromkeys(step.certainty, sure) if sure else step.certainty,
        basis=Basis(step.basis.source, step.article_without_committee or step.basis.article),
    )


def _procedure(told: Mapping[str, Any]) -> Procedure:
    basis = Basis(told["source"], told["article"])
    steps = tuple(
        Step(
            row["number"],
            row["title"],
            row["convened"],
            Ballot(row["ballot"]),
            CountedOn(row["counted_on"]),
            {Round(name): work for name, work in row["work"].items()},
            {Round(name): Certainty(mark) for name, mark in row["certainty"].items()},
            basis,
            row.get("convened_without_committee", ""),
            row.get("work_without_committee", ""),
            Certainty(row["certainty_without_committee"])
            if "certainty_without_committee" in row
            else None,
            row.get("article_without_committee", ""),
            row.get("title_without_committee", ""),
            Event(row.get("event", "")),
        )
        for row in told["steps"]
    )
    return Procedure(
        told["code"], told["name"], tuple(Round(each) for each in told["rounds"]), steps, basis
    )
