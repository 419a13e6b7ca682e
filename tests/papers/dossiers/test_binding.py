"""Papers bound into one file: every page, bookmark and tag of them."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
import typst

from daihoi.papers.dossiers import Leaf, bind, print_sets


def _pdf(title: str, *sections: str) -> bytes:
    """A tagged PDF: a heading, then a page with a footnote for each section, then a table."""
    pages = "#pagebreak()\n".join(
        f"== {name}\nLời của {name}#footnote[chú thích]\n" for name in sections
    )
    source = f'#set document(title: "{title}")\n#set text(lang: "vi")\n= {title}\n{pages}\n'
    source += "#table(columns: 2, table.header([Cột một], [Cột hai]), [1], [2])\n"
    content = typst.compile(source.encode(), pdf_standards=["ua-1"])
    assert isinstance(content, bytes)
    return content


@pytest.fixture(scope="module")
def report() -> Leaf:
    return Leaf("Báo cáo chính trị", _pdf("Báo cáo", "Tình hình", "Kết quả", "Hạn chế"))


@pytest.fixture(scope="module")
def resolution() -> Leaf:
    return Leaf("Dự thảo nghị quyết", _pdf("Nghị quyết", "Chỉ tiêu"))


def _open(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def _elements(node: Any, pdf: pikepdf.Pdf) -> Iterator[tuple[str, int | None]]:
    """The tags in reading order with the page (from 0) each names."""
    for kid in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                page = pdf.pages.index(pikepdf.Page(kid.Pg)) if "/Pg" in kid else None
                yield str(kid.S), page
            if "/K" in kid:
                yield from _elements(kid.K, pdf)


def test_every_paper_begins_where_the_index_says(report: Leaf, resolution: Leaf) -> None:
    bound = bind([report, resolution, report], title="Hồ sơ duyệt đại hội")

    assert (bound.first_pages, bound.pages) == ((1, 4, 5), 7)
    assert len(_open(bound.pdf).pages) == 7


def test_bookmarks_are_the_titles_with_the_headings_below(report: Leaf, resolution: Leaf) -> None:
    pdf = _open(bind([report, resolution], title="Hồ sơ").pdf)
    with pdf.open_outline() as outline:
        found = [
            (item.title, [(child.title, len(child.children)) for child in item.children])
            for item in outline.root
        ]
        second = outline.root[1].children[0].children[0]
        assert isinstance(second.destination, pikepdf.Array)
        place = pdf.pages.index(pikepdf.Page(second.destination[0]))

    assert found == [
        ("Báo cáo chính trị", [("Báo cáo", 3)]),
        ("Dự thảo nghị quyết", [("Nghị quyết", 1)]),
    ]
    assert (second.title, place) == ("Chỉ tiêu", 3)


def test_tags_of_every_paper_name_its_own_pages(report: Leaf, resolution: Leaf) -> None:
    pdf = _open(bind([resolution, report, resolution], title="Hồ sơ").pdf)
    elements = list(_elements(pdf.Root.StructTreeRoot.K, pdf))

    assert [page for tag, page in elements if tag == "/H2"] == [0, 1, 2, 3, 4]
    assert [page for tag, page in elements if tag == "/TH"] == [0, 0, 3, 3, 4, 4]
    assert sum(1 for tag, _page in elements if tag == "/Note") == 5


def test_every_page_finds_its_tags_by_its_own_number(report: Leaf, resolution: Leaf) -> None:
    pdf = _open(bind([report, resolution, report], title="Hồ sơ").pdf)
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(nums[n]): nums[n + 1] for n in range(0, len(nums), 2)}
    keys = [int(page.obj.StructParents) for page in pdf.pages]
    links = [
        int(link.StructParent)
        for page in pdf.pages
        for link in page.obj.get("/Annots", [])
        if "/StructParent" in link
    ]

    assert len(set(keys + links)) == len(keys + links) == len(parents)
    for number, key in enumerate(keys):
        pages = {pdf.pages.index(pikepdf.Page(e.Pg)) for e in parents[key] if "/Pg" in e}
        assert pages == {number}


def test_title_and_language_are_set_and_equal_papers_give_equal_bytes(report: Leaf) -> None:
    bound = bind([report], title="Hồ sơ duyệt")
    pdf = _open(bound.pdf)

    assert str(pdf.docinfo["/Title"]) == "Hồ sơ duyệt"
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("vi-VN", True)
    assert bind([report], title="Hồ sơ duyệt") == bound


def test_a_paper_without_tags_is_bound_too(report: Leaf) -> None:
    scan = pikepdf.new()
    scan.add_blank_page(page_size=(595, 842))
    content = io.BytesIO()
    scan.save(content)
    pdf = _open(bind([Leaf("Bản quét", content.getvalue()), report], title="Hồ sơ").pdf)

    assert len(pdf.pages) == 4
    assert "/StructParents" not in pdf.pages[0].obj
    assert [page for tag, page in _elements(pdf.Root.StructTreeRoot.K, pdf) if tag == "/H1"] == [1]


def test_sets_for_the_hall_begin_on_fresh_sheets(report: Leaf, resolution: Leaf) -> None:
    covers = [_pdf(name, "Tài liệu") for name in ("Nông Văn An", "Lý Thị Bình")]
    sheets = _open(print_sets([report, resolution], covers, title="Bộ tài liệu"))
    single = _open(print_sets([report, resolution], covers, title="Bộ tài liệu", two_sided=False))

    assert len(sheets.pages) == 2 * (2 + 4 + 2)
    assert len(single.pages) == 2 * (1 + 3 + 1)
    blank = [n for n, page in enumerate(sheets.pages) if not page.obj.get("/Contents")]
    assert blank == [1, 5, 7, 9, 13, 15]


def test_many_sets_share_what_their_pages_show(report: Leaf, resolution: Leaf) -> None:
    cover = _pdf("Nông Văn An", "Tài liệu")
    one = print_sets([report, resolution], [cover], title="Bộ")
    many = print_sets([report, resolution], [cover] * 20, title="Bộ")

    assert len(many) < 20 * len(cover) + 2 * len(one)
