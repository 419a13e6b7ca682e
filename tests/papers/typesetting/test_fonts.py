"""The type of a paper: the best family present, a helping one for rare letters, never a box."""

from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daihoi.papers.outline import Run
from daihoi.papers.profiles import get_profile
from daihoi.papers.typesetting import Unprintable, fonts, write_pdf
from tests.papers.typesetting.measured import lines_of, named_faces
from tests.papers.typesetting.said import said_by_pdf
from tests.papers.typesetting.shapes import BARE, REPORT, paragraph

PARTY = get_profile("party-2018")


def embedded(data: bytes) -> dict[str, bool]:
    """Each font of a PDF, without the letters of its subset, and whether it lies in the file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = {}
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
                subset, _, name = str(each.FontName)[1:].partition("+")
                found[name] = len(subset) == 6 and ("/FontFile2" in each or "/FontFile3" in each)
        return found


@named_faces
def test_one_family_all_embedded_as_subsets() -> None:
    found = embedded(write_pdf(REPORT, PARTY))
    assert len(found) == 3  # upright, bold, italic
    assert all(found.values())
    assert len({name.partition("-")[0] for name in found}) == 1


def test_a_family_without_vietnamese_letters_is_passed_over() -> None:
    chosen = fonts.typefaces("ế", wanted=("DejaVu Sans Mono", "Times New Roman"))
    family = fonts._main(("DejaVu Sans Mono", "Times New Roman"))
    assert family.letters >= fonts.VIETNAMESE
    assert chosen.families[0] == family.name


def test_without_any_other_font_the_packaged_one_is_taken() -> None:
    assert fonts._main(("No Such Type",)).name in {"Liberation Serif", "Noto Serif"}
    packaged = [
        each for each in fonts._families("Noto Serif") if each.folder == str(fonts.PACKAGED)
    ]
    assert packaged
    assert packaged[0].letters >= fonts.VIETNAMESE


@pytest.mark.parametrize("code", ["party-2018", "state-2020"])
def test_papers_fit_their_boxes_in_the_packaged_type(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = next(
        each for each in fonts._families("Noto Serif") if each.folder == str(fonts.PACKAGED)
    )
    monkeypatch.setattr(fonts, "_main", lambda _: packaged)
    data = write_pdf(REPORT, get_profile(code))
    baselines = {line.text: line.baseline for line in lines_of(data)}
    titles = [title.text for title in get_profile(code).titles]
    assert [title for title in titles if title not in baselines] == []
    assert {name.partition("-")[0] for name in embedded(data)} == {"NotoSerif"}


def test_rare_letters_come_from_another_font() -> None:
    paper = replace(BARE, blocks=(paragraph("Hệ số α ≥ 0,5 và Ω; mũi tên → ☑"),))
    said = said_by_pdf(write_pdf(paper, PARTY))
    assert "α ≥ 0,5 và Ω; mũi tên → ☑" in " ".join(said.words)


def test_a_letter_of_no_font_is_refused_by_name() -> None:
    paper = replace(BARE, blocks=(paragraph("chữ \U00013000 lạ"),))
    with pytest.raises(Unprintable) as refused:
        write_pdf(paper, PARTY)
    assert refused.value.letter == "\U00013000"
    assert "U+13000, EGYPTIAN HIEROGLYPH A001" in refused.value.message


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_any_letters_are_printed_or_refused(text: str) -> None:
    paper = replace(BARE, blocks=(paragraph(f"a{text}z"),), subject=(Run(text),))
    with suppress(Unprintable):
        assert write_pdf(paper, PARTY).startswith(b"%PDF")
