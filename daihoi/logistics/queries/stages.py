"""The stage of a congress: the rule set in force on day D, and what people chose."""

from dataclasses import dataclass
from typing import Any

from daihoi.congresses.models import Congress
from daihoi.logistics.models import Stage
from daihoi.logistics.papers.stage import StageWords, draw_stage, label_of, stage_pdf
from daihoi.logistics.queries.places import LogisticsCan, congress_of, flags_of, place_of
from daihoi.rules.certainty import Certainty
from daihoi.rules.stage import Element, Lectern, Part, StageRules, stage_rules_on


@dataclass(frozen=True, slots=True)
class ElementRow:
    element: Element
    label: str

    @property
    def is_unconfirmed(self) -> bool:
        return self.element.certainty is Certainty.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class StagePage:
    congress: Congress
    rules: StageRules
    drawing: str  # SVG
    elements: list[ElementRow]
    can: LogisticsCan


def stage_page(pk: int, *, viewer: Any) -> StagePage:
    congress = congress_of(pk, viewer=viewer)
    rules = rules_of(congress)
    return StagePage(
        congress=congress,
        rules=rules,
        drawing=draw_stage(rules, words_of(congress, rules)),
        elements=[ElementRow(each, label_of(each.part)) for each in rules.elements],
        can=flags_of(place_of(congress), viewer=viewer),
    )


def stage_drawing(pk: int, *, viewer: Any) -> str:
    """The drawing alone, as an SVG file."""
    congress = congress_of(pk, viewer=viewer)
    rules = rules_of(congress)
    return draw_stage(rules, words_of(congress, rules))


def stage_sheet(pk: int, *, viewer: Any) -> bytes:
    """The drawing with the basis of each part, as a PDF on one sheet."""
    congress = congress_of(pk, viewer=viewer)
    rules = rules_of(congress)
    heading = f"Sân khấu Đại hội {congress.organization.name} lần thứ {congress.numeral}"
    return stage_pdf(rules, words_of(congress, rules), heading)


def rules_of(congress: Congress) -> StageRules:
    return stage_rules_on(congress.target_on, family=congress.organization.family.code)


def stage_of(congress: Congress) -> Stage:
    """What was chosen, or what it would begin with."""
    return Stage.objects.filter(congress=congress).first() or Stage(congress=congress)


def words_of(congress: Congress, rules: StageRules) -> StageWords:
    """Names and numbers from data; a slogan nobody changed is that of the rule set."""
    stage = stage_of(congress)
    return StageWords(
        organization=congress.organization.name.upper(),
        congress=f"ĐẠI HỘI LẦN THỨ {congress.numeral}",
        term=f"NHIỆM KỲ {congress.term}",
        round_line=stage.round_line.upper(),
        top_slogan=(stage.top_slogan or rules.element(Part.TOP_SLOGAN).text).upper(),
        left_slogan=stage.left_slogan or rules.element(Part.LEFT_SLOGAN).text,
        right_slogan=stage.right_slogan or rules.element(Part.RIGHT_SLOGAN).text,
        lectern=Lectern(stage.lectern),
    )
