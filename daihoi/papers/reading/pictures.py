"""What stands in a drawing: pictures, diagrams, text boxes; DrawingML and the older VML."""

from collections.abc import Iterator

from lxml import etree

from daihoi.papers.reading.markup import branch, w

_BOX = w("txbxContent")
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DIAGRAM_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"


def diagram_of(element: etree._Element) -> str:
    """By which relationship the words of a SmartArt diagram are kept; "" if it is none."""
    found = next(element.iter(_DIAGRAM), None)
    return "" if found is None else found.get(_DIAGRAM_DATA, "")


def words_of_art(element: etree._Element) -> str:
    """The words of WordArt, which older Word keeps in an attribute; "" if it is none."""
    return next((each.get("string", "") for each in element.iter() if each.get("string")), "")


def kind_of_picture(element: etree._Element) -> str:
    names = {child.tag.rpartition("}")[2] for child in element.iter()}
    if "relIds" in names:
        return "smart_art"
    if "textpath" in names:
        return "word_art"
    if "chart" in names:
        return "charts"
    if "pic" in names or "imagedata" in names:
        return "objects" if element.tag == w("object") else "images"
    return "drawings"


def boxes_in(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing, one branch of alternate content only."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag == _BOX:
            yield each
        elif each.tag == _ALTERNATE:
            chosen = branch(each)
            waiting += [] if chosen is None else [chosen]
        else:
            waiting += reversed(each)
