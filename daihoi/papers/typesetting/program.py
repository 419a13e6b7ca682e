"""The sheet as a program for typst: built-in elements with their values, nothing left to compute.

Words stand in it as string literals alone, so that nothing of them is ever read as code; `paper.typ`
goes before it and has what only typst can measure.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from daihoi.papers.typesetting.looks import Node

_STYLES = {True: "italic", False: "normal"}
_WEIGHTS = {True: "bold", False: "regular"}
_MARKS = ("bold", "italic", "underline", "gap")  # functions of `paper.typ`, the innermost first


def font(families: Iterable[str]) -> str:
    """Code that goes before `program`: the families in the order they are asked for a letter."""
    return f"#set text(font: {_array(map(literal, families))})\n"


def program(sheet: Node) -> str:
    """Code that draws ``sheet``, to be read after `paper.typ`."""
    page = sheet["page"]
    base = sheet["look"]
    writer = _Writer(base)
    across = ("inside", "outside") if page["mirrored"] else ("left", "right")
    margins = ", ".join(
        f"{side}: {_pt(page[key])}"
        for side, key in zip(
            ("top", "bottom", *across), ("top", "bottom", "left", "right"), strict=True
        )
    )
    region = literal(sheet["region"]) if sheet["region"] else "none"
    number = writer.looking(page["number-look"], "number")
    header = f"page-number({_pt(page['number-from-top'])}, number => {number})"
    title, author = literal(sheet["title"]), literal(sheet["author"])
    language = f"lang: {literal(sheet['language'])}, region: {region}"
    lines = [
        f"#set document(title: {title}, author: {author}, date: none)",
        f"#set text({language}, {', '.join(_of_text(base))})",
        f"#set par(justify: {_is_justified(base)})",
        f"#show footnote.entry: it => {_ANEW.looking(sheet['footnote-look'], 'it')}",
        f"#set page(margin: ({margins}), header-ascent: 0pt, header: {header})",
    ]
    lines += [
        f"#page(width: {_pt(part['width'])}, height: {_pt(part['height'])}, "
        f"{writer.nodes(part['nodes'])})"
        for part in sheet["parts"]
    ]
    return "\n".join(lines)


def literal(text: str) -> str:
    """``text`` as a string of typst, where only these two letters say anything else."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _pt(length: float) -> str:
    return f"{round(length, 6)}pt"


def _array(items: Iterable[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _block(items: Iterable[str]) -> str:
    return "{" + "\n".join(items) + "}"


def _of_text(look: Node) -> list[str]:
    return [
        f"size: {_pt(look['size'])}",
        f"top-edge: {_pt(look['up'])}",
        f"bottom-edge: {_pt(-look['down'])}",
        f'weight: "{_WEIGHTS[look["bold"]]}"',
        f'style: "{_STYLES[look["italic"]]}"',
    ]


def _is_justified(look: Node) -> str:
    return "true" if look["align"] == "justify" else "false"


def _line(look: Node) -> str:
    return _pt(look["up"] + look["down"])


def _runs(runs: Sequence[Node]) -> str:
    """Words as one value."""
    return _piece(runs[0]) if len(runs) == 1 else _block(map(_piece, runs))


def _piece(run: Node) -> str:
    if "note" in run:
        return f"footnote({literal(' ' + run['note'])})"
    if "newline" in run:
        return "newline"
    if "tab" in run:
        return "h(2em)"
    words = (
        _block(f"box({literal(piece)})" for piece in run["pieces"])  # lines break between boxes
        if "pieces" in run
        else literal(run["words"])
    )
    if "whole" in run:
        words = f"box({words})"
    for mark in _MARKS:
        if mark in run:
            words = f"{mark}({words})"
    return words


class _Writer:
    """Code of nodes inside text of a look."""

    def __init__(self, base: Node | None) -> None:
        self._base = base
        self._base_text = _of_text(base) if base else []
        self._ways: dict[str, Callable[[Node], str]] = {
            "paragraph": self._standing,
            "heading": self._heading,
            "rule": self._rule,
            "boxed": self._boxed,
            "list": self._list,
            "table": self._table,
            "columns": self._columns,
            "labelled": self._labelled,
            "picture": self._picture,
            "foot": self._foot,
            "room": lambda node: f"block(height: {_pt(node['height'])})",
        }

    def nodes(self, nodes: Iterable[Node]) -> str:
        """Nodes one under another; plain paragraphs of one look share it."""
        found: list[str] = []
        for look, group in groupby(nodes, key=_shared):
            if look is None:
                found += [self._ways[node["is"]](node) for node in group]
            else:
                before, of = look
                paragraphs = [_paragraph(node["first"], node["runs"]) for node in group]
                found.append(self.looking(of, f"set par(spacing: {_pt(before)})", *paragraphs))
        return _block(found)

    def looking(self, look: Node, *body: str) -> str:
        """``body`` in a look: only what is not so anyway is said."""
        sets = [value for value in _of_text(look) if value not in self._base_text]
        head = [f"set text({', '.join(sets)})"] if sets else []
        justified = _is_justified(look)
        if self._base is None or justified != _is_justified(self._base):
            head.append(f"set par(justify: {justified})")
        if look["align"] in {"center", "right"}:
            head.append(f"set align({look['align']})")
        code = _block([*head, *body]) if head or len(body) > 1 else body[0]
        return f"underline({code})" if look["underline"] else code

    def _standing(self, node: Node) -> str:
        """A paragraph with a space of its own before it."""
        above = f"above: {_pt(node['before'])}"
        if not node["runs"]:
            return f"block({above}, height: {_line(node['look'])})"
        body = self.looking(node["look"], _paragraph(node["first"], node["runs"]))
        if node["balanced"]:
            body = f"balanced({_line(node['look'])}, {body})"
        return f"block({above}, width: 100%{_sticky(node)}, {body})"

    def _heading(self, node: Node) -> str:
        """The tag of a heading holds its words, no paragraph; its lines are parted by spaces."""
        lines = node["lines"]
        balanced = any(line["balanced"] for line in lines)
        parts = []
        for place, line in enumerate(lines):
            rest = ['" "'] if place + 1 < len(lines) else []
            words = _block([f"h({_pt(line['first'])})", _runs(line["runs"]), *rest])
            code = _ANEW.looking(line["look"], words)
            if line["balanced"]:
                code = f"narrowed({_line(line['look'])}, {code}, room.width)"
            if len(lines) > 1 or balanced:
                code = f"block(above: {_pt(line['before'])}, below: 0pt, width: 100%, {code})"
            parts.append(code)
        drawn = f"heading(level: {node['level']}, {_block(parts)})"
        if balanced:
            drawn = f"layout(room => {drawn})"
        return f"block(above: {_pt(node['before'])}, width: 100%, sticky: true, {drawn})"

    def _rule(self, node: Node) -> str:
        over = node["over"]
        words = self.looking(over["look"], _runs(over["runs"]))
        line = _line(over["look"]) if over["balanced"] else "none"
        return f"rule({_pt(node['before'])}, {node['share']}, {_pt(node['thickness'])}, {line}, {words})"

    def _boxed(self, node: Node) -> str:
        words = self.looking(node["look"], f"par({_runs(node['runs'])})")
        return (
            f"block(above: {_pt(node['before'])}, width: 100%, align(center, "
            f"block(stroke: 0.75pt, inset: (x: 6pt, y: 2pt), {words})))"
        )

    def _list(self, node: Node) -> str:
        """The mark hangs over the start of the first line; later lines begin at the margin."""
        marks = _array(
            f"mark({_pt(item['lines'][0]['first'])}, "
            f"{self.looking(item['lines'][0]['look'], literal(item['mark']))})"
            for item in node["items"][: None if node["ordered"] else 1]
        )
        look = f"indent: {_pt(node['indent'])}, body-indent: 0pt, spacing: {_pt(node['between'])}"
        bodies = []
        for item in node["items"]:
            first = item["lines"][0]
            begun = first | {"before": 0, "first": first["first"] + item["room"]}
            bodies.append(self.nodes([begun, *item["lines"][1:], *item["under"]]))
        if node["ordered"]:
            items = ", ".join(
                f"enum.item({place}, {body})" for place, body in enumerate(bodies, start=1)
            )
            drawn = (
                f"enum({look}, number-align: start + top, "
                f"numbering: place => {marks}.at(place - 1), {items})"
            )
        else:
            drawn = f"list({look}, marker: {marks}.first(), {', '.join(bodies)})"
        return f"block(above: {_pt(node['before'])}, width: 100%{_sticky(node)}, {drawn})"

    def _table(self, node: Node) -> str:
        """The look is that of the whole table, but for the sides and the weight of its cells."""
        of = "table" if node["bordered"] else "grid"
        head = [_cell(cell, node, of) for cell in node["cells"] if cell["heading"]]
        rest = [_cell(cell, node, of) for cell in node["cells"] if not cell["heading"]]
        if node["bordered"] and head:
            repeat = "true" if node["repeated"] else "false"
            head = [f"table.header(repeat: {repeat}, {', '.join(head)})"]
        drawn = ", ".join(
            [
                f"{of}(columns: {_array(map(_pt, node['widths']))}",
                f"inset: (x: {_pt(node['aside'])}, y: {_pt(node['above'])})",
                "align: left + top",
                f"stroke: {'0.5pt' if node['bordered'] else 'none'}",
                *head,
                *rest,
            ]
        )
        spacing = f"set par(spacing: {_pt(node['between'])})"
        body = self.looking(node["look"], spacing, f"{drawn})")
        return f"block(above: {_pt(node['before'])}{_sticky(node)}, {body})"

    def _columns(self, node: Node) -> str:
        whole = "" if not node["whole"] else "breakable: false, "
        cells = ", ".join(map(self.nodes, node["cells"]))
        return (
            f"block(above: {_pt(node['before'])}, {whole}grid("
            f"columns: {_array(map(_pt, node['widths']))}, "
            f"row-gutter: {_array(map(_pt, node['gaps']))}, {cells}))"
        )

    def _labelled(self, node: Node) -> str:
        """A label with lines beside it, all of them beginning where the first does."""
        label = self.looking(node["look"], f"par({_runs(node['runs'])})")
        return (
            f"block(above: {_pt(node['before'])}, grid(columns: ({_pt(node['first'])}, auto, 1fr), "
            f"column-gutter: (0pt, 5.5pt), [], {label}, {self.nodes(node['lines'])}))"
        )

    def _picture(self, node: Node) -> str:
        return (
            f"block(above: {_pt(node['before'])}, image(bytes({literal(node['svg'])}), "
            f'format: "svg", width: {_pt(node["side"])}, alt: {literal(node["alt"])}))'
        )

    def _foot(self, node: Node) -> str:
        return (
            "place(bottom, float: true, clearance: 6pt, block(width: 100%, "
            f"stroke: (top: 0.5pt), inset: (top: 3pt), {self.nodes(node['lines'])}))"
        )


_ANEW = _Writer(None)  # where typst has looks of its own: in headings and footnotes


def _sticky(node: Node) -> str:
    """On the page of what follows."""
    return ", sticky: true" if node["keep"] else ""


def _shared(node: Node) -> tuple[float, Node] | None:
    """Space and look of a plain paragraph."""
    if node["is"] == "paragraph" and node["plain"] and node["runs"]:
        return node["before"], node["look"]
    return None


def _paragraph(first: float, runs: Sequence[Node]) -> str:
    """Space set by hand: typst itself indents no first line within a list."""
    if not first:
        return f"par({_runs(runs)})"
    return "par({" + "\n".join([f"h({_pt(first)})", *map(_piece, runs)]) + "})"


def _cell(cell: Node, table: Node, of: str) -> str:
    """Words alone where there is one paragraph."""
    look = table["look"]
    lines = cell["lines"]
    if len(lines) == 1 and lines[0]:
        words = _runs(lines[0])
    else:
        words = _block(
            f"par({_runs(runs)})" if runs else f"block(height: {_line(look)})" for runs in lines
        )
    values = [f"x: {cell['x']}, y: {cell['y']}"]
    values += [
        f"{name}: {cell[key]}"
        for name, key in (("colspan", "columns"), ("rowspan", "rows"))
        if cell[key] > 1
    ]
    if not cell["breakable"]:
        values.append("breakable: false")
    side = cell["align"] if cell["align"] in {"center", "right"} else "left"
    if cell["heading"]:
        words = f"bold({words})"
        values.append(f"align: {side} + horizon")
    elif side != "left":
        values.append(f"align: {side} + top")
    return f"{of}.cell({', '.join(values)}, {words})"
