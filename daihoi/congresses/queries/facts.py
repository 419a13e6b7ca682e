"""What papers may name of a congress: its name, its day, bases, bodies, plan and tasks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch

from daihoi.base.offers import Fact
from daihoi.congresses.models import (
    BasisDocument,
    Congress,
    Milestone,
    Subcommittee,
    SubcommitteePost,
    Task,
)
from daihoi.congresses.models.congresses import TargetPrecision
from daihoi.congresses.models.plans import RESPONSIBLE_LABELS
from daihoi.congresses.models.tasks import ASSIGNEE_LABELS
from daihoi.organizations.models import DayStyle, Organization, Person, TermStyle
from daihoi.organizations.queries.facts import counted, items
from daihoi.organizations.queries.memberships import in_force
from daihoi.papers.outline import Align, Block, BlockKind, Cell, Run, Table
from daihoi.rules.papers import TYPES
from daihoi.rules.plans import OUTPUTS, Responsible
from daihoi.rules.tasks import Assignee, TaskState
from daihoi.vietnamese.numerals import roman

FACTS = (
    Fact("đại hội", "Đại hội Chi bộ Cục Thi hành án dân sự tỉnh lần thứ III"),
    Fact("tên đại hội", "Đại hội đảng viên lần thứ III, nhiệm kỳ 2020-2025"),
    Fact("lần thứ", "III"),
    Fact("nhiệm kỳ", "2020-2025"),
    Fact("nhiệm kỳ trước", "2015-2020"),
    Fact("hình thức đại hội", "Đại hội đảng viên"),
    Fact("ngày đại hội", "ngày 03 tháng 4 năm 2020"),
    Fact("thời gian đại hội", "đầu tháng 4 năm 2020"),
    Fact("căn cứ", "Căn cứ Chỉ thị số 35-CT/TW, ngày 30-5-2019 của Bộ Chính trị;"),
    Fact("mục tiêu", "- Công tác chuẩn bị đúng kế hoạch;"),
    Fact("số tiểu ban", "04"),
    Fact("các tiểu ban", "- Tiểu ban văn kiện: đồng chí Nguyễn Văn An làm trưởng tiểu ban;"),
    Fact("danh sách tiểu ban", "bảng: TT, họ và tên, chức vụ trong tiểu ban"),
    Fact("nhiệm vụ các tiểu ban", "từng tiểu ban với các nhiệm vụ"),
    Fact("bảng tiến độ", "bảng: TT, công việc, phụ trách, thời hạn, kết quả"),
    Fact("bảng phân công", "bảng: TT, công việc, người thực hiện, thời hạn"),
)
# A number with QĐ may be that of a Quy định too: the more usual one is named.
_ABBREVIATED = {key: type_.name for key, type_ in TYPES.items()} | {"CT": "Chỉ thị"}
_PARTS = {
    TargetPrecision.EARLY: "đầu",
    TargetPrecision.MID: "giữa",
    TargetPrecision.LATE: "cuối",
}
_POSTS = list(SubcommitteePost.Post)


def facts_of(thing: Any, on: date) -> Mapping[str, Any]:
    """Facts of a congress. Work on personnel is in none of them (S23)."""
    if not isinstance(thing, Congress):
        return {}
    form = str(thing.get_form_display())
    bodies = _bodies(thing, on)
    length = thing.term_end - thing.term_start
    term = term_words(thing.organization, thing.term_start, thing.term_end)
    day_style = DayStyle(thing.organization.day_style)
    return {
        "đại hội": f"Đại hội {thing.organization.name} lần thứ {thing.numeral}",
        "tên đại hội": f"{form} lần thứ {thing.numeral}, nhiệm kỳ {term}",
        "lần thứ": roman(thing.ordinal),
        "nhiệm kỳ": term,
        "nhiệm kỳ trước": term_words(
            thing.organization, thing.term_start - length, thing.term_start
        ),
        "hình thức đại hội": form,
        "ngày đại hội": day_words(thing) if _is_set(thing) else "",
        "thời gian đại hội": day_words(thing),
        "căn cứ": _lines(
            basis_words(basis, style=day_style) for basis in thing.bases.order_by("issued_on", "pk")
        ),
        "mục tiêu": items(goal.text for goal in thing.goals.order_by("position", "pk")),
        "số tiểu ban": counted(len(bodies)),
        "các tiểu ban": items(_in_short(body) for body in bodies),
        "danh sách tiểu ban": _members_table(bodies),
        "nhiệm vụ các tiểu ban": _duties(bodies),
        "bảng tiến độ": _plan_table(thing),
        "bảng phân công": _task_table(thing),
    }


def day_words(congress: Congress) -> str:
    """As papers write day D: "ngày 03 tháng 4 năm 2020"; "" while the congress is postponed."""
    day = congress.target_on
    if congress.is_postponed:
        return ""
    month = f"tháng {_figures(day.month, 2)} năm {day.year}"
    if congress.target_precision == TargetPrecision.DAY:
        return f"ngày {_figures(day.day, 9)} {month}"
    return f"{_PARTS[TargetPrecision(congress.target_precision)]} {month}"


def _is_set(congress: Congress) -> bool:
    """A day that papers may name; "đầu tháng 4" is none."""
    return congress.target_precision == TargetPrecision.DAY


def term_words(organization: Organization, start: int, end: int) -> str:
    """The years of a term as papers of the organization write them (S3)."""
    mark = " - " if organization.term_style == TermStyle.SPACED else "-"
    return f"{start}{mark}{end}"


def basis_words(basis: BasisDocument, *, style: DayStyle = DayStyle.DASHED) -> str:
    """A basis with its number and its date: a number alone is no name."""
    letters = basis.number.rpartition("-")[2].partition("/")[0]
    type_ = _ABBREVIATED.get(letters.strip(), "Văn bản")
    subject = basis.subject.strip().rstrip(".;")
    # "Hướng dẫn số 26-HD/BTCTW … về hướng dẫn thực hiện" says its type twice.
    if subject.lower().startswith(f"{type_.lower()} "):
        subject = subject[len(type_) :].strip()
    lead = "" if subject.lower().startswith(("về", "v/v")) else "về "
    words = subject if subject[:2].isupper() else subject[:1].lower() + subject[1:]
    said = f"Căn cứ {type_} số {basis.number}, ngày {short_day(basis.issued_on, style=style)}"
    issuer = f" của {basis.issuer}" if basis.issuer else ""
    return f"{said}{issuer} {lead}{words};"


def short_day(day: date, *, style: DayStyle = DayStyle.DASHED) -> str:
    """Days to 9, months 1 and 2 with a zero: "03-4-2020", "03/4/2020"."""
    mark = "/" if style is DayStyle.SLASHED else "-"
    return f"{_figures(day.day, 9)}{mark}{_figures(day.month, 2)}{mark}{day.year}"


def table(widths: Sequence[int], *rows: Sequence[str]) -> tuple[Block, ...]:
    """A table whose first row is its header; nothing for one without other rows."""
    if len(rows) < 2:
        return ()
    cells = tuple(
        tuple(_cell(text, is_head=number == 0) for text in row) for number, row in enumerate(rows)
    )
    return (Block(BlockKind.TABLE, table=Table(cells, header_rows=1, widths=tuple(widths))),)


def _cell(text: str, *, is_head: bool) -> Cell:
    align = Align.CENTER if is_head or text.isdecimal() else Align.NONE
    return Cell(((Run(text, bold=is_head),) if text else (),), align=align)


def _figures(number: int, up_to: int) -> str:
    return f"{number:02}" if number <= up_to else str(number)


def _lines(texts: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Block(BlockKind.PARAGRAPH, (Run(text),)) for text in texts)


def _bodies(congress: Congress, on: date) -> list[Subcommittee]:
    """Bodies at work on a day, with their people; one that has no members yet too."""
    posts = SubcommitteePost.objects.filter(in_force(on)).select_related(
        "person__unit", "subcommittee"
    )
    found = congress.subcommittees.prefetch_related(Prefetch("posts", posts, "at_work"))
    return [body for body in found.order_by("pk") if body.ends_on is None or body.ends_on >= on]


def _posts(body: Subcommittee) -> list[SubcommitteePost]:
    held: list[SubcommitteePost] = body.at_work  # type: ignore[attr-defined]  # by `_bodies`
    return sorted(
        held, key=lambda p: (_POSTS.index(SubcommitteePost.Post(p.post)), p.person.name_key)
    )


def _in_short(body: Subcommittee) -> str:
    posts = _posts(body)
    head = next((p.person.full_name for p in posts if p.post == SubcommitteePost.Post.HEAD), "")
    led = f": đồng chí {head} làm {_headed(body)[:1].lower()}{_headed(body)[1:]}" if head else ""
    number = f"; {len(posts):02} thành viên" if posts else ""
    return f"{body.name}{led}{number}"


def _members_table(bodies: Sequence[Subcommittee]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for body in bodies:
        rows = [
            (str(number), post.person.full_name, _work(post.person), post_label(post))
            for number, post in enumerate(_posts(body), 1)
        ]
        if rows:
            blocks.append(Block(BlockKind.HEADING, (Run(body.name),), level=3))
            duty = "Nhiệm vụ trong bộ phận" if _is_section(body) else "Nhiệm vụ trong tiểu ban"
            head = ("TT", "Họ và tên", "Chức vụ, đơn vị", duty)
            blocks += table((654, 3200, 3000, 2500), head, *rows)
    return tuple(blocks)


def post_label(post: SubcommitteePost) -> str:
    """Its post in the body: a "Bộ phận giúp việc" has a head of its section."""
    label = str(post.get_post_display())
    return label.replace("tiểu ban", "bộ phận") if _is_section(post.subcommittee) else label


def _is_section(body: Subcommittee) -> bool:
    return body.name.lower().startswith(("bộ phận", "tổ "))


def _headed(body: Subcommittee) -> str:
    return "Trưởng bộ phận" if _is_section(body) else "Trưởng tiểu ban"


def _work(person: Person) -> str:
    """Post and unit: "Trưởng phòng Tổ chức cán bộ", "Chuyên viên, Văn phòng", "Chánh Văn phòng"."""
    post, unit = person.government_post, person.unit.name if person.unit else ""
    # The leaders of the agency stand under a unit of that name only to be listed.
    if unit.lower() in post.lower() or unit.lower().startswith("lãnh đạo"):
        return post
    head, comma, others = post.partition(",")
    sort, _space, name = unit.partition(" ")
    if name and head.lower().endswith(sort.lower()):
        return f"{head} {name}{comma}{others}"
    return ", ".join(filter(None, (post, unit)))


def _duties(bodies: Sequence[Subcommittee]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for number, body in enumerate(bodies, 1):
        duties = [line.strip(" -") for line in body.duties.splitlines() if line.strip(" -")]
        if duties:
            blocks.append(Block(BlockKind.PARAGRAPH, (Run(f"{number}. {body.name}:", bold=True),)))
            blocks += items(duties)
    return tuple(blocks)


def _plan_table(congress: Congress) -> tuple[Block, ...]:
    steps = congress.milestones.filter(dropped_at__isnull=True).select_related("subcommittee")
    rows = [
        (
            str(number),
            step.name,
            _responsible(step),
            short_day(step.planned_on),
            _output(step.output),
        )
        for number, step in enumerate(steps.order_by("planned_on", "position", "pk"), 1)
    ]
    head = ("TT", "Công việc", "Phụ trách", "Thời hạn", "Kết quả")
    return table((654, 3300, 2000, 1600, 1800), head, *rows)


def _responsible(step: Milestone) -> str:
    names = [str(RESPONSIBLE_LABELS[Responsible(value)]) for value in step.responsible]
    if step.subcommittee and step.subcommittee.name not in names:
        purposes = {step.subcommittee.purpose}
        names = [
            step.subcommittee.name if value in purposes else name
            for value, name in zip(step.responsible, names, strict=True)
        ]
    return ", ".join(names)


def _output(codes: str) -> str:
    parts = [each.strip() for each in codes.split(",") if each.strip()]
    return "; ".join(f"{OUTPUTS.get(part[:4], part[:4])}{part[4:]}" for part in parts)


def _task_table(congress: Congress) -> tuple[Block, ...]:
    given = congress.tasks.exclude(state=TaskState.DROPPED).exclude(
        subcommittee__purpose=Subcommittee.Purpose.PERSONNEL
    )
    tasks = given.select_related("subcommittee", "unit", "person", "outside")
    rows = [
        (
            str(number),
            task.title,
            assignee(task),
            short_day(task.due_on) if task.due_on else "",
        )
        for number, task in enumerate(tasks.order_by("due_on", "pk"), 1)
    ]
    head = ("TT", "Công việc", "Người, bộ phận thực hiện", "Thời hạn")
    return table((654, 4500, 2600, 1600), head, *rows)


def assignee(task: Task) -> str:
    """Who a task is given to, by name."""
    named = task.person or task.subcommittee or task.unit or task.outside
    return str(named) if named else str(ASSIGNEE_LABELS[Assignee(task.assignee)])
