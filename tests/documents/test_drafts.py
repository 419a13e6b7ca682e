"""Word files on their way in: preview, confirm, discard, refusals."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import BadFile, Conflict, NotFound
from daihoi.congresses.models import Subcommittee
from daihoi.documents.actions import drafts, texts
from daihoi.documents.models import Block, Document, Draft, Version
from daihoi.documents.papers.texts import version_paper
from daihoi.documents.queries import comparison
from daihoi.documents.queries.drafts import draft_page, stamp_of
from daihoi.papers.outline import Block as Pure
from daihoi.papers.outline import BlockKind, Outline, Run
from daihoi.papers.reading import read_word
from daihoi.papers.writing import write_word
from tests.factories import SubcommitteeFactory, VersionFactory, grant

pytestmark = pytest.mark.django_db

DRAFT_1 = "bao-cao-chinh-tri-du-thao-1.docx"
EDITED = "bao-cao-chinh-tri-gop-y-2.docx"


@pytest.fixture
def owner() -> Subcommittee:
    return SubcommitteeFactory.create()


@pytest.fixture
def head(owner: Subcommittee) -> User:
    return grant(Role.SUBCOMMITTEE_HEAD, owner)


def word(*paragraphs: str) -> bytes:
    blocks = tuple(Pure(BlockKind.PARAGRAPH, (Run(text),)) for text in paragraphs)
    return write_word(Outline(blocks))


def import_new(owner: Subcommittee, head: User, content: bytes, **fields: Any) -> Draft:
    given = {"kind": "BCCT", "title": "Báo cáo chính trị", "file_name": "final-3.docx"} | fields
    return drafts.import_document(
        owner.congress, subcommittee=owner, content=content, actor=head, **given
    )


def confirmed(owner: Subcommittee, head: User, content: bytes) -> Version:
    return drafts.confirm_draft(import_new(owner, head, content), base="", actor=head)


def test_a_subcommittee_takes_no_document_of_another_congress(
    owner: Subcommittee, head: User
) -> None:
    other = SubcommitteeFactory.create(congress__organization=owner.congress.organization)
    with pytest.raises(NotFound):
        drafts.import_document(
            other.congress,
            subcommittee=owner,
            kind="BCCT",
            title="Báo cáo",
            content=word("Một."),
            file_name="x.docx",
            actor=head,
        )
    assert not Draft.objects.exists()


def edited(document: Document, head: User, content: bytes, name: str = "v.docx") -> Draft:
    return drafts.import_version(document, note="", content=content, file_name=name, actor=head)


def test_a_new_document_is_shown_first_and_made_once(
    owner: Subcommittee, head: User, samples: Path
) -> None:
    content = (samples / DRAFT_1).read_bytes()
    draft = import_new(owner, head, content)
    page = draft_page(draft)
    assert not Document.objects.exists()
    assert dict(page.facts)["Bảng biểu"] == 5
    assert dict(page.facts)["Chú thích"] == 2
    assert any("chân trang" in str(loss["text"]) for loss in page.losses)

    version = drafts.confirm_draft(draft, base=page.base, actor=head)
    again = drafts.confirm_draft(draft, base=page.base, actor=head)

    assert again == version
    assert Version.objects.count() == 1
    assert (version.number, version.is_working, version.document.state) == (1, False, "draft")
    assert version.file is not None
    assert version.file.read() == content
    assert version.losses == page.losses
    read = read_word(content).outline.blocks
    rows = version.blocks.order_by("position")
    assert [row.text for row in rows] == [block.text for block in read]
    assert len({row.key for row in rows}) == len(read)
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["documents.import_document", "documents.confirm_draft"]


def test_keys_survive_the_next_word_file_and_the_eight_edits_are_found(
    owner: Subcommittee, head: User, samples: Path
) -> None:
    first = confirmed(owner, head, (samples / DRAFT_1).read_bytes())
    draft = edited(first.document, head, (samples / EDITED).read_bytes())
    page = draft_page(draft)
    assert page.comparison is not None
    assert page.comparison.edits == 8

    second = drafts.confirm_draft(draft, base=page.base, actor=head)

    assert (second.number, second.based_on) == (2, first)
    found = comparison.compare_versions(first, second)
    assert (found.edited, found.inserted, found.deleted, found.moved) == (5, 1, 1, 1)
    left = [row for row in found.rows if row.kind == "left"]
    moved = [row for row in found.rows if row.kind == "moved"]
    assert [row.read.key for row in left if row.read] == [row.read.key for row in moved if row.read]
    kept = set(first.blocks.values_list("key", flat=True))
    assert len(kept & set(second.blocks.values_list("key", flat=True))) == len(kept) - 1


def test_a_version_goes_to_word_and_comes_back_the_same(
    owner: Subcommittee, head: User, samples: Path
) -> None:
    version = confirmed(owner, head, (samples / DRAFT_1).read_bytes())
    paper = version_paper(version)
    assert paper.file_name == "Báo cáo chính trị - bản 1.docx"

    page = draft_page(edited(version.document, head, paper.content))

    assert page.comparison is not None
    assert page.comparison.edits == 0


def test_the_same_file_twice_is_said(owner: Subcommittee, head: User) -> None:
    content = word("Một.", "Hai.")
    version = confirmed(owner, head, content)

    assert draft_page(edited(version.document, head, content)).same_as == version
    assert draft_page(edited(version.document, head, word("Một.", "Ba."))).same_as is None
    assert draft_page(import_new(owner, head, content, title="Khác")).same_as == version


RESULTS = "Kết quả thi hành xong về tiền cơ bản đạt chỉ tiêu được giao."
CHANGED = "Kết quả thi hành xong về tiền đạt 38,2 % trên chỉ tiêu được giao."
OTHER = "Kết quả thi hành xong về tiền năm 2019 cơ bản đạt chỉ tiêu được giao."


def test_changes_of_the_working_version_are_frozen_before_an_import(
    owner: Subcommittee, head: User
) -> None:
    first = confirmed(owner, head, word("Một.", RESULTS))
    working = texts.start_working(first.document, actor=head)
    row = working.blocks.get(text=RESULTS)
    texts.change_block(working, row.key, CHANGED, revision=1, actor=head)
    draft = edited(first.document, head, word("Một.", OTHER))
    page = draft_page(draft)
    assert page.working == working

    version = drafts.confirm_draft(draft, base=page.base, actor=head)

    working.refresh_from_db()
    assert (working.number, working.is_working) == (2, False)
    assert working.blocks.filter(text=CHANGED).exists()
    assert (version.number, version.based_on) == (3, working)
    assert version.blocks.get(text=OTHER).key == row.key


def test_an_untouched_working_version_makes_way(owner: Subcommittee, head: User) -> None:
    first = confirmed(owner, head, word("Một.", "Hai."))
    texts.start_working(first.document, actor=head)
    draft = edited(first.document, head, word("Một.", "Ba."))

    version = drafts.confirm_draft(draft, base=stamp_of(first.document), actor=head)

    assert [v.number for v in first.document.versions.order_by("number")] == [1, 2]
    assert version.number == 2


def test_a_preview_that_is_out_of_date_is_not_confirmed(owner: Subcommittee, head: User) -> None:
    first = confirmed(owner, head, word("Một.", "Hai."))
    working = texts.start_working(first.document, actor=head)
    draft = edited(first.document, head, word("Một.", "Ba."))
    base = draft_page(draft).base
    row = working.blocks.get(text="Hai.")
    texts.change_block(working, row.key, "Hai đã sửa.", revision=1, actor=head)

    with pytest.raises(Conflict):
        drafts.confirm_draft(draft, base=base, actor=head)

    assert first.document.versions.count() == 2
    assert Draft.objects.get(pk=draft.pk).version is None


def test_a_discarded_file_leaves_nothing(owner: Subcommittee, head: User) -> None:
    draft = import_new(owner, head, word("Một."))
    drafts.discard_draft(draft, actor=head)
    assert not Draft.objects.exists()
    assert not Document.objects.exists()
    assert Entry.objects.latest("pk").action == "documents.discard_draft"


def test_two_documents_of_one_name_are_refused(owner: Subcommittee, head: User) -> None:
    waiting = import_new(owner, head, word("Một."))
    confirmed(owner, head, word("Hai."))
    with pytest.raises(Conflict):
        drafts.confirm_draft(waiting, base="", actor=head)
    assert Document.objects.count() == 1


def test_long_files_are_refused_before_anything_is_written(owner: Subcommittee, head: User) -> None:
    content = word(*(f"Đoạn {n}." for n in range(20_001)))
    with pytest.raises(BadFile) as refused:
        import_new(owner, head, content)
    assert refused.value.code == "too_many_blocks"
    assert not Draft.objects.exists()


BAD = {
    "empty": b"",
    "renamed .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "truncated": b"PK\x03\x04 cut short",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_on_the_form(
    client: Any, owner: Subcommittee, head: User, name: str
) -> None:
    client.force_login(head)
    upload = SimpleUploadedFile("bao-cao.docx", BAD[name])
    data = {"kind": "BCCT", "title": "Báo cáo", "subcommittee": owner.pk, "file": upload}

    page = client.post(f"/van-kien/dai-hoi/{owner.congress_id}/nhap/", data)

    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Draft.objects.exists()


def test_a_file_too_heavy_is_refused(
    client: Any, owner: Subcommittee, head: User, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_MB = 0
    client.force_login(head)
    upload = SimpleUploadedFile("bao-cao.docx", word("Một."))
    data = {"kind": "BCCT", "title": "Báo cáo", "subcommittee": owner.pk, "file": upload}

    page = client.post(f"/van-kien/dai-hoi/{owner.congress_id}/nhap/", data)

    assert "nặng hơn 0 MB" in page.content.decode()
    assert not Draft.objects.exists()


def test_the_way_of_a_file_through_the_pages(client: Any, owner: Subcommittee, head: User) -> None:
    client.force_login(head)
    content = word("MỞ ĐẦU", "Nội dung báo cáo.")
    upload = BytesIO(content)
    upload.name = "dự thảo (final-3).docx"
    data = {"kind": "BCCT", "title": "Báo  cáo", "subcommittee": owner.pk, "file": upload}

    preview = client.post(f"/van-kien/dai-hoi/{owner.congress_id}/nhap/", data, follow=True)
    assert "Nội dung báo cáo." in preview.content.decode()
    draft = Draft.objects.get()
    page = client.post(f"/van-kien/tep/{draft.pk}/xac-nhan/", {"base": ""}, follow=True)
    assert "Đã nhập bản 1." in page.content.decode()

    version = Version.objects.get()
    assert version.document.title == "Báo cáo"
    file = client.get(f"/van-kien/ban/{version.pk}/tep-goc/")
    assert file.content == content
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "filename*=utf-8''d%E1%BB%B1%20th%E1%BA%A3o" in file["Content-Disposition"]
    assert file["Content-Disposition"].startswith("attachment")
    out = client.get(f"/van-kien/ban/{version.pk}/docx/")
    assert [b.text for b in read_word(out.content).outline.blocks] == [
        "MỞ ĐẦU",
        "Nội dung báo cáo.",
    ]
    client.force_login(grant(Role.SECRETARY, VersionFactory.create().document.congress))
    for address in ("tep-goc", "docx", "sua"):
        assert client.get(f"/van-kien/ban/{version.pk}/{address}/").status_code == 404
    assert client.get(f"/van-kien/tep/{draft.pk}/").status_code == 404
    assert Block.objects.filter(version=version).count() == 2
