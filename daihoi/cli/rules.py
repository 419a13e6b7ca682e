"""`decide` and `editions`: what the law says, of a case and of itself, without a database."""

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from daihoi.cli.speaking import refuse, say
from daihoi.cli.usage import Command, ExistingFile

if TYPE_CHECKING:
    from daihoi.rules.elections.cases import Decided as OnElection
    from daihoi.rules.elections.parameters import Parameter, RuleSet
    from daihoi.rules.personnel import Decided as OnPersonnel
    from daihoi.rules.personnel.directives import Directive

QUESTION = ("hỏi", "question")


@click.command(
    cls=Command,
    help=(
        "Trả lời một tình huống bầu cử hoặc nhân sự ghi bằng tay: kết luận, cách tính, căn cứ. "
        "Tệp YAML ghi “hỏi: …”; hỏi sai hoặc bỏ trống thì lệnh kể ra mọi câu hỏi bầu cử và nhân sự "
        "(nhân sự: “độ tuổi”, “cơ cấu”, “chỉ thị nào”…)."
    ),
)
@click.argument("file", metavar="TÌNH_HUỐNG.yaml", type=ExistingFile())
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def decide(*, file: Path, as_json: bool) -> None:
    """Answer the cases of a file: decision, arithmetic, article; one case or a list of them."""
    told = _read(file)
    answers = [_answer(case) for case in (told if isinstance(told, list) else [told])]
    data = [{"name": each.name, **each.results, "lines": each.lines()} for each in answers]
    lines = [line for each in answers for line in (*each.lines(), "")][:-1]
    say(data, lines, as_json=as_json)


@click.command(
    cls=Command,
    help=("Các bộ quy định bầu cử và chỉ thị về nhân sự: từng tham số, căn cứ và mức chắc chắn."),
)
@click.argument("code", metavar="[MÃ]", required=False)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def editions(*, code: str | None, as_json: bool) -> None:
    """List editions and directives, or one, with every parameter, its source and its certainty."""
    from daihoi.rules.editions import EDITIONS, EditionError
    from daihoi.rules.elections.loading import rule_set
    from daihoi.rules.personnel.directives import directives

    on_people = {each.code: each for each in directives()}
    try:
        found = [
            rule_set(each)
            for each in ([code] if code else [e.code for e in EDITIONS])
            if each not in on_people
        ]
    except EditionError as error:
        others = ", ".join(on_people)
        refuse(f"{error} Chỉ thị về nhân sự: {others}.")
    chosen = [each for each in on_people.values() if code in {None, each.code}]
    told = [*map(_lines, found), *map(_directive_lines, chosen)]
    lines = [line for each in told for line in (*each, "")][:-1]
    say([*map(_data, found), *map(_directive_data, chosen)], lines, as_json=as_json)


def _directive_lines(directive: "Directive") -> list[str]:
    """Each value once, with the levels it is for where they differ."""
    from daihoi.rules.personnel.cases.reader import words

    day = directive.issued_on
    title = f"{directive.code}: {directive.title}, từ {day.day}-{day.month}-{day.year}"
    return [
        title,
        *(
            f"  [{each['certainty']}] {each['label']}: {each['value']} "
            f"({_where(each)}{'; cấp: ' + ', '.join(map(words().value, each['levels'])) if each['levels'] else ''})"
            for each in _directive_parameters(directive)
        ),
    ]


def _where(told: dict[str, Any]) -> str:
    source: str = told["source"]
    return source or "chưa có nguồn xác nhận"


def _directive_data(directive: "Directive") -> dict[str, Any]:
    from daihoi.rules.personnel.directives import FAMILY

    return {
        "code": directive.code,
        "family": FAMILY,
        "in_force_from": directive.issued_on.isoformat(),
        "source": directive.title,
        "parameters": _directive_parameters(directive),
    }


def _directive_parameters(directive: "Directive") -> list[dict[str, Any]]:
    """Every parameter at every level; ``levels`` empty: it is the same at all."""
    from daihoi.rules.personnel.directives import Level, parameter_names, parameters_of

    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for level in Level:
        for name, each in parameters_of(directive.code, level).items():
            key = (name, each.told, each.basis.source)
            row = rows.setdefault(
                key,
                {"name": name, "label": each.label, "value": each.told,
                 "source": each.basis.source, "article": each.basis.article,
                 "certainty": each.certainty.value, "levels": []},
            )  # fmt: skip
            row["levels"].append(level.value)
    for row in rows.values():
        if len(row["levels"]) == len(Level):
            row["levels"] = []
    order = list(parameter_names())
    return sorted(rows.values(), key=lambda row: order.index(row["name"]))


def _lines(rules: "RuleSet") -> list[str]:
    head = rules.edition
    day = head.in_force_from
    title = f"{head.code}: {head.name or head.family}, từ {day.day}-{day.month}-{day.year}"
    return [f"{title} ({head.source})", *(f"  {_mark(each)} {each}" for each in rules)]


def _mark(parameter: "Parameter[Any]") -> str:
    return f"[{parameter.certainty.value}]"


def _data(rules: "RuleSet") -> dict[str, Any]:
    head = rules.edition
    parameters = [
        {"name": each.name, "label": each.label, "value": each.told,
         "source": each.basis.source, "article": each.basis.article,
         "certainty": each.certainty.value}
        for each in rules
    ]  # fmt: skip
    return {
        "code": head.code,
        "family": head.family,
        "in_force_from": head.in_force_from.isoformat(),
        "source": head.source,
        "parameters": parameters,
    }


def _answer(case: Any) -> "OnElection | OnPersonnel":
    from daihoi.rules import personnel
    from daihoi.rules.cases import CaseError, QuestionError
    from daihoi.rules.elections import cases
    from daihoi.vietnamese.names import name_key

    asked = (
        next((case[key] for key in QUESTION if key in case), "") if isinstance(case, dict) else ""
    )
    try:
        if personnel.is_personnel(str(asked)):
            return personnel.decide(case)
        return cases.decide(case, name_key=name_key)
    except QuestionError as error:
        refuse(f"{error} Về nhân sự: {', '.join(personnel.questions())}.")
    except CaseError as error:
        refuse(str(error))


def _read(file: Path) -> Any:
    """The YAML of a file; two equal keys are refused, as the first would be lost unseen."""
    import yaml

    class Strict(yaml.SafeLoader):
        def construct_mapping(
            self,
            node: yaml.MappingNode,
            deep: bool = False,  # noqa: FBT001, FBT002 - the signature is PyYAML's
        ) -> dict[Hashable, Any]:
            seen: set[str] = set()
            for key, _ in node.value:
                name = str(self.construct_object(key, deep=True))
                if name in seen:
                    refuse(
                        f"{file.name}, dòng {key.start_mark.line + 1}: “{name}” ghi hai lần;"
                        " hãy bỏ một, hoặc ghi thêm để phân biệt."
                    )
                seen.add(name)
            return super().construct_mapping(node, deep)

    try:
        return yaml.load(file.read_bytes(), Loader=Strict)  # noqa: S506 - a safe loader, stricter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"dòng {mark.line + 1}, cột {mark.column + 1}" if mark else "một chỗ"
        refuse(
            f"{file.name}, {place}: sai cách ghi YAML; hãy xem lại thụt đầu dòng, dấu hai chấm, ngoặc."
        )
    except (yaml.YAMLError, UnicodeDecodeError):
        refuse(f"{file.name}: không phải tệp chữ YAML (UTF-8).")
