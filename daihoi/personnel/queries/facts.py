"""What papers on personnel say of the plan: numbers, steps, people. Told to no other paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from daihoi.base import clock
from daihoi.base.errors import RuleBroken
from daihoi.congresses.models import Congress
from daihoi.congresses.queries.facts import table
from daihoi.organizations.models import OfficeKind
from daihoi.organizations.queries.facts import committee_on, counted, items
from daihoi.papers.outline import Block, BlockKind, Run
from daihoi.personnel.models import CandidateState, PersonnelPlan, StepPerson
from daihoi.personnel.queries.dossiers import summary_of
from daihoi.personnel.queries.law import rules_of
from daihoi.personnel.queries.numbers import allotted_to, listed, names_of, structure_of
from daihoi.personnel.queries.people import Known, people_of
from daihoi.personnel.queries.seen import is_of_party, plan_of
from daihoi.personnel.queries.steps import Line, runs_of
from daihoi.registry.queries.filling import typed_value
from daihoi.rules.personnel.directives import Level
from daihoi.vietnamese.dates import DateStyle, format_date

STRUCTURE_WIDTHS = (3600, 1500, 1500, 2400)
PEOPLE_WIDTHS = (600, 4200, 1600, 2600)


def restricted_facts_of(thing: Any, _on: date) -> Mapping[str, Any]:
    """Facts of a congress; what is not known yet is left out."""
    if not isinstance(thing, Congress) or not is_of_party(thing):
        return {}
    plan = plan_of(thing)
    try:
        return _facts(plan) if plan is not None else {}
    except RuleBroken:  # a superior's paper that cannot be applied: the plan's own page says which
        return {}


def _facts(plan: PersonnelPlan) -> Mapping[str, Any]:
    people = people_of(plan)
    forward = [e for e in people if e.candidate.state == CandidateState.PUT_FORWARD]
    found: dict[str, Any] = {
        **_sitting(plan.congress),
        "phương hướng, tiêu chuẩn nhân sự": typed_value(plan.direction) if plan.direction else "",
        "độ tuổi": _sentence(plan.age_words),
        "cơ cấu cấp ủy khóa mới": _sentence(plan.structure or _structure_words(plan, people)),
        "bảng cơ cấu": _structure_table(plan, people),
        "số lượng, số dư nhân sự": _numbers(plan),
        "kết quả các bước giới thiệu": _steps(plan, people),
        "danh sách nhân sự": items(_named(each) for each in _for(forward, "for_committee")),
        "dự kiến bí thư, phó bí thư": _posts(forward),
        "đại biểu dự đại hội cấp trên": _delegates(plan.congress, forward),
        "danh sách trích ngang": summary_rows(listed(people)),
        "số người trong danh sách": counted(len(listed(people))),
    }
    if plan.seats:
        found |= {
            "số lượng cấp ủy khóa mới": counted(plan.seats),
            "số dư": counted(names_of(plan) - plan.seats),
        }
    return {name: value for name, value in found.items() if value}


def _sitting(congress: Congress) -> dict[str, Any]:
    """Who leads today: a committee, or where a cell has none its secretary and deputy."""
    held = committee_on(congress.organization, clock.today())
    if not held:
        return {}
    is_cell = rules_of(congress).level is Level.CELL
    name = "chi ủy" if is_cell else "cấp ủy"
    people = items(f"Đồng chí {each.person.full_name}, {each.title}" for each in held)
    if is_cell and OfficeKind.COMMITTEE_MEMBER not in {each.kind for each in held}:
        posts = "bí thư, phó bí thư" if len(held) > 1 else "bí thư"
        lead = f"Chi bộ không có chi ủy; {posts} đương nhiệm:"
        return {
            "ban đương nhiệm": f"{posts} đương nhiệm",
            "cấp ủy đương nhiệm": (_line(lead), *people),
        }
    lead = f"{name.capitalize()} đương nhiệm có {counted(len(held))} đồng chí:"
    return {
        "ban đương nhiệm": f"{name} đương nhiệm",
        "cấp ủy đương nhiệm": (_line(lead), *people),
    }


def _line(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (Run(text),))


def _sentence(text: str) -> str:
    """With a capital and a full stop, as it stands alone in a paper."""
    told = text.strip()
    if not told:
        return ""
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith(('.', '!', '?')) else '.'}"


def _numbers(plan: PersonnelPlan) -> str:
    """How many are elected and listed; a cell without a committee elects its secretary directly."""
    term = plan.congress.term
    if plan.seats is None:
        return ""
    names, left = names_of(plan), _left_open(plan)
    if plan.seats == 0:
        deputies = f" và {counted(plan.deputies)} phó bí thư" if plan.deputies else ""
        return (
            f"Chi bộ không bầu chi ủy; đại hội bầu trực tiếp bí thư{deputies} nhiệm kỳ {term}. "
            f"Danh sách bầu bí thư: {counted(names)} đồng chí, số dư {names - 1:02}.{left}"
        )
    return (
        f"Số lượng chi ủy viên nhiệm kỳ {term}: {counted(plan.seats)} đồng chí. Danh sách bầu cử: "
        f"{counted(names)} đồng chí, số dư {names - plan.seats:02}.{left}"
    )


def _left_open(plan: PersonnelPlan) -> str:
    """Places left for later and posts not elected (P-045, P-056), each by the superior's paper."""
    told = ""
    if plan.open_places:
        told += f" Để trống {counted(plan.open_places)} vị trí để bổ sung sau{_by(plan.open_places_paper)}."
    if posts := plan.posts_left:
        told += f" Đại hội chưa bầu: {', '.join(posts)}{_by(plan.posts_paper)}."
    return told


def _by(paper: str) -> str:
    return f", theo {paper}" if paper else ""


def summary_rows(people: Sequence[Known]) -> tuple[Block, ...]:
    """A line for each: the columns of the summary list between "|"."""
    return tuple(
        Block(
            BlockKind.PARAGRAPH,
            (Run(" | ".join(each.replace("|", "/").replace(";", ",") or " " for each in row)),),
        )
        for row in (summary_columns(known) for known in people)
    )


def summary_columns(known: Known) -> list[str]:
    """One line of the summary list (trích ngang), without its number."""
    told = summary_of(known)
    days = ", ".join(filter(None, (told["admitted_on"], told["official_on"])))
    learned = ", ".join(filter(None, (told["education"], told["specialisation"])))
    note = known.candidate.note
    return [
        told["name"],
        told["birth"],
        told["sex"],
        told["ethnicity"],
        told["home_place"],
        told["post"],
        days,
        learned,
        told["political_theory"],
        ", ".join(filter(None, (told["candidacy"], note))),
    ]


def _structure_words(plan: PersonnelPlan, people: Sequence[Known]) -> str:
    found = structure_of(plan, people)
    if found is None:
        return ""
    return "; ".join(
        f"{bar.label.lower()} {bar.persons}/{bar.size}"
        + (f" ({bar.percent})" if bar.percent else "")
        for bar in found.bars
    )


def _structure_table(plan: PersonnelPlan, people: Sequence[Known]) -> tuple[Block, ...]:
    """Persons, percent and the target of each share."""
    found = structure_of(plan, people)
    if found is None:
        return ()
    return table(
        STRUCTURE_WIDTHS,
        ("Cơ cấu", "Số người", "Tỷ lệ", "Mục tiêu của đề án"),
        *(
            (
                bar.label,
                f"{bar.persons}/{bar.size}",
                bar.percent,
                f"ít nhất {counted(bar.wanted)} người" if bar.wanted else "",
            )
            for bar in found.bars
        ),
    )


def _for(people: Iterable[Known], office: str) -> list[Known]:
    return [each for each in people if getattr(each.candidate, office)]


def _named(known: Known) -> str:
    told = summary_of(known)
    said = [f"sinh {told['birth']}" if told["birth"] else "", told["post"], told["candidacy"]]
    return f"Đồng chí {known.label}, {', '.join(filter(None, said))}"


def _posts(people: Sequence[Known]) -> tuple[Block, ...]:
    lines = [f"Bí thư: đồng chí {each.label}" for each in _for(people, "for_secretary")]
    lines += [f"Phó Bí thư: đồng chí {each.label}" for each in _for(people, "for_deputy")]
    return items(lines)


def _delegates(congress: Congress, people: Sequence[Known]) -> Any:
    named = _for(people, "for_delegate")
    allotted = allotted_to(congress)
    if not named and allotted is None:
        return "Cấp trên chưa phân bổ đại biểu."
    head = f"Cấp trên phân bổ {counted(allotted)} đại biểu" if allotted else "Cấp trên chưa phân bổ"
    if not named:
        return f"{head}; chưa giới thiệu người."
    over = len(named) - allotted if allotted else 0
    surplus = f", số dư {over:02}" if over > 0 else ""
    line = f"{head}; giới thiệu {counted(len(named))} đồng chí{surplus}:"
    return (_line(line), *items(f"Đồng chí {each.label}" for each in named))


def _steps(plan: PersonnelPlan, people: Sequence[Known]) -> tuple[Block, ...]:
    """Each finished step: when, who was there, and the votes as a table."""
    labels = {each.pk: each.label for each in people}
    rows: dict[int, list[StepPerson]] = {}
    for row in StepPerson.objects.filter(step__plan=plan).order_by("-votes", "pk"):
        rows.setdefault(row.step_id, []).append(row)
    blocks: list[Block] = []
    for run in runs_of(plan, people):
        for line in run.lines:
            if line.held is not None and line.is_finished:
                blocks.append(Block(BlockKind.PARAGRAPH, (Run(_step_words(line)),)))
                blocks += _ballots(line)
                blocks += _votes(rows.get(line.held.pk, []), labels)
    return tuple(blocks)


def _ballots(line: Line) -> tuple[Block, ...]:
    if line.held is None or not line.has_ballot:
        return ()
    return tuple(
        Block(
            BlockKind.PARAGRAPH,
            (
                Run(
                    f"Bỏ phiếu lần {each.number}: phát ra {each.issued:02}, thu về "
                    f"{each.returned:02}, hợp lệ {each.returned - each.invalid:02}, "
                    f"không hợp lệ {each.invalid:02}."
                ),
            ),
        )
        for each in line.held.ballots.order_by("number")
    )


def _step_words(line: Line) -> str:
    held = line.held
    if held is None or held.on is None:
        return ""
    day = format_date(held.on, DateStyle.LONG)
    there = ""
    if held.convened is not None:
        there = f"; triệu tập {held.convened}, có mặt {held.present}"
    return f"{held} ({held.title}), {day}{there}."


def _votes(rows: Sequence[StepPerson], labels: Mapping[int, str]) -> tuple[Block, ...]:
    counted_rows = [row for row in rows if row.votes is not None]
    return table(
        PEOPLE_WIDTHS,
        ("TT", "Họ và tên", "Số phiếu", "Kết quả"),
        *(
            (
                str(number),
                labels[row.candidate_id],
                str(row.votes),
                "vào bước sau" if row.goes_on else "dừng lại",
            )
            for number, row in enumerate(counted_rows, 1)
        ),
    )
