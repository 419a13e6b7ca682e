"""PDF files bound into one: bookmarks rebuilt, the tags of every paper kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

A4_POINTS = (595.276, 841.89)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One paper to bind; ``title`` becomes its bookmark."""

    title: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Bound:
    """The bound file, and the page (1-based) on which each leaf begins."""

    pdf: bytes
    first_pages: tuple[int, ...]
    pages: int


def bind(leaves: Iterable[Leaf], *, title: str, language: str = "vi-VN") -> Bound:
    """One PDF of all leaves in their order; equal leaves give equal bytes.

    Each leaf has a bookmark, its own bookmarks below it; a tagged leaf stays tagged.
    """
    target = Pdf.new()
    tags = _Tags(target)
    bookmarks: list[OutlineItem] = []
    first_pages = []
    for leaf in leaves:
        with Pdf.open(BytesIO(leaf.pdf)) as source:
            start = len(target.pages)
            target.pages.extend(source.pages)
            tags.take(source, start)
            bookmarks.append(_bookmark(leaf.title, source, start))
        first_pages.append(start + 1)
    with target.open_outline() as outline:
        outline.root.extend(bookmarks)
    tags.close()
    target.Root.Lang = String(language)
    target.Root.PageMode = Name.UseOutlines
    target.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    return Bound(_saved(target, title, language), tuple(first_pages), len(target.pages))


def print_sets(
    leaves: Sequence[Leaf], covers: Sequence[bytes], *, title: str, two_sided: bool = True
) -> bytes:
    """All leaves once for each cover (a PDF naming whose set it is), ready for the printer.

    Two-sided, every cover and every leaf begins on a fresh sheet: blank pages fill up. The sets
    share what their pages show, so that 46 sets are hardly larger than one.
    """
    target = Pdf.new()
    paper: list[pikepdf.Page] = []  # the pages of one set, without its cover
    for cover in covers:
        _append(target, cover, two_sided=two_sided)
        if not paper:
            start = len(target.pages)
            for leaf in leaves:
                _append(target, leaf.pdf, two_sided=two_sided)
            paper = list(target.pages)[start:]
            for page in paper:
                _untag(page)
        else:
            target.pages.extend(paper)
    return _saved(target, title, "vi-VN")


def _append(target: Pdf, content: bytes, *, two_sided: bool) -> None:
    with Pdf.open(BytesIO(content)) as source:
        target.pages.extend(source.pages)
        if two_sided and len(source.pages) % 2:
            box = source.pages[-1].mediabox
            size = (float(box[2]) - float(box[0]), float(box[3]) - float(box[1]))
            target.add_blank_page(page_size=size)


def _untag(page: pikepdf.Page) -> None:
    """A sheet for the printer has no reader: nothing points at tags that are not there."""
    for key in (Name.StructParents, Name.Annots):
        if key in page.obj:
            del page.obj[key]


def _bookmark(title: str, source: Pdf, start: int) -> OutlineItem:
    """The leaf's bookmark; below it the leaf's own, pointing at the pages as they now stand."""
    places = {page.obj.objgen: number for number, page in enumerate(source.pages)}
    item = OutlineItem(title, start, "Fit")

    def moved(old: OutlineItem) -> OutlineItem:
        page = old.destination[0] if isinstance(old.destination, Array) else None
        number = places.get(page.objgen, 0) if page is not None else 0
        new = OutlineItem(old.title, start + number, "Fit")
        new.children.extend(moved(child) for child in old.children)
        return new

    with source.open_outline() as outline:
        item.children.extend(moved(child) for child in outline.root)
    return item


class _Tags:
    """The structure trees of all leaves joined into one (ISO 32000-1, 14.7)."""

    def __init__(self, target: Pdf) -> None:
        self._target = target
        self._kids: list[pikepdf.Object] = []
        self._parents: list[tuple[int, pikepdf.Object]] = []
        self._roles = Dictionary()
        self._next_key = 0

    def take(self, source: Pdf, start: int) -> None:
        """The tree of a leaf whose pages were appended from ``start`` on."""
        root = source.Root.get(Name.StructTreeRoot)
        pages = list(self._target.pages)[start:]
        if root is None:
            for page in pages:
                _untag(page)
            return
        copied = self._target.copy_foreign(source.make_indirect(root))
        kids = copied.get(Name.K, Array())
        self._kids += list(kids) if isinstance(kids, Array) else [kids]
        for role, standard in copied.get(Name.RoleMap, Dictionary()).items():
            self._roles[role] = standard
        shift = self._next_key
        for key, elements in _numbers(copied.get(Name.ParentTree, Dictionary())):
            self._parents.append((key + shift, elements))
            self._next_key = max(self._next_key, key + shift + 1)
        for page in pages:
            _shift(page.obj, Name.StructParents, shift)
            for annotation in page.obj.get(Name.Annots, Array()):
                _shift(annotation, Name.StructParent, shift)

    def close(self) -> None:
        """Hang the joined tree into the file."""
        if not self._kids:
            return
        make = self._target.make_indirect
        root = make(Dictionary(Type=Name.StructTreeRoot))
        for kid in self._kids:
            kid.P = root
        root.K = Array(self._kids)
        numbers: list[pikepdf.Object | int] = []
        for key, elements in sorted(self._parents, key=lambda pair: pair[0]):
            numbers += [key, elements]
        root.ParentTree = make(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = self._next_key
        root.RoleMap = self._roles
        self._target.Root.StructTreeRoot = root
        self._target.Root.MarkInfo = Dictionary(Marked=True)


def _shift(thing: pikepdf.Object, key: Name, by: int) -> None:
    if key in thing:
        thing[key] = int(thing[key]) + by


def _numbers(tree: pikepdf.Object) -> list[tuple[int, pikepdf.Object]]:
    """The pairs of a number tree, its branches walked (ISO 32000-1, 7.9.7)."""
    nums = list(tree.get(Name.Nums, Array()))
    pairs = [(int(nums[n]), nums[n + 1]) for n in range(0, len(nums), 2)]
    for kid in tree.get(Name.Kids, Array()):
        pairs += _numbers(kid)
    return pairs


def _saved(target: Pdf, title: str, language: str) -> bytes:
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {language}
    content = BytesIO()
    target.save(
        content,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return content.getvalue()
