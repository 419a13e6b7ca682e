"""A frozen version or the opinion table becomes the text of an official paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.audit.models import Entry
from daihoi.base.errors import NotFound, NotPermitted, RuleBroken
from daihoi.documents.actions.deposits import deposit_table, deposit_version
from daihoi.documents.models import Block, Version
from daihoi.documents.queries.drafts import keyed
from daihoi.papers.outline import plain
from daihoi.papers.reading import read_word
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import left_out_of, official_paper
from tests.congresses.preparing import on, user_of
from tests.factories import (
    DocumentFactory,
    OpinionFactory,
    OpinionRoundFactory,
    UserFactory,
    VersionFactory,
)
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


@pytest.fixture
def version(office: Writing) -> Version:
    document = DocumentFactory.create(subcommittee=office.body, title="Báo cáo chính trị")
    return VersionFactory.create(document=document, blocks=["PHẦN THỨ NHẤT", "Một đoạn."])


def head(office: Writing) -> User:
    return user_of(office.head)


def test_a_version_is_the_text_of_its_paper(office: Writing, version: Version) -> None:
    paper = deposit_version(version, actor=head(office))
    assert (paper.kind, paper.subcommittee) == ("BCCT", office.body)
    assert paper.source_label == "Báo cáo chính trị, bản 1"
    official = official_paper(paper)
    assert [block.text for block in official.blocks] == ["PHẦN THỨ NHẤT", "Một đoạn."]
    assert plain(official.type_name) == "BÁO CÁO CHÍNH TRỊ"
    assert Entry.objects.filter(action="documents.deposit_version").count() == 1


def test_a_newer_version_takes_its_place(office: Writing, version: Version) -> None:
    first = deposit_version(version, actor=head(office))
    newer = VersionFactory.create(document=version.document, number=2, blocks=["Đoạn mới."])
    again = deposit_version(newer, actor=head(office))
    assert again.pk == first.pk
    assert again.source_label == "Báo cáo chính trị, bản 2"
    assert [block.text for block in official_paper(again).blocks] == ["Đoạn mới."]


def test_head_and_signature_of_an_imported_report_are_not_printed_twice(
    office: Writing, version: Version, samples: Path
) -> None:
    blocks = read_word(samples / "bao-cao-chinh-tri-du-thao-1.docx").outline.blocks
    version.blocks.all().delete()
    Block.objects.bulk_create(
        Block.of(version, block, position=n) for n, block in enumerate(keyed(blocks, []))
    )
    paper = deposit_version(version, actor=head(office))
    text = "\n".join(block.text for block in official_paper(paper).blocks)
    assert text.startswith("Chủ đề: “Xây dựng Chi bộ")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in text
    assert "Nơi nhận" not in text
    assert len(left_out_of(paper)) == 6
    client = Client()
    client.force_login(head(office))
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert "DỰ THẢO LẦN 1" in page


@pytest.mark.parametrize(("kind", "frozen"), [("KHAC", True), ("BCCT", False)])
def test_what_is_no_paper_or_not_frozen_is_refused(
    office: Writing, version: Version, kind: str, frozen: bool
) -> None:
    version.document.kind = kind
    version.document.save()
    if not frozen:
        version.frozen_at = None
    with pytest.raises(RuleBroken):
        deposit_version(version, actor=head(office))
    assert not Paper.objects.exists()


def test_only_who_keeps_the_document_deposits_it(office: Writing, version: Version) -> None:
    with pytest.raises(NotPermitted):
        deposit_version(version, actor=user_of(office.one))
    with pytest.raises(NotFound):
        deposit_version(version, actor=UserFactory.create())


def test_a_speech_is_called_by_its_title(office: Writing) -> None:
    document = DocumentFactory.create(subcommittee=office.body, kind="TLUN", title="Án tín dụng")
    speech = VersionFactory.create(document=document, blocks=["Thưa đại hội."])
    paper = deposit_version(speech, actor=head(office))
    official = official_paper(paper)
    assert plain(official.subject) == "Án tín dụng"
    assert official.gaps == ("[người tham luận]",)


def test_the_opinion_table_is_a_paper_and_an_empty_one_is_not(
    office: Writing, version: Version
) -> None:
    with pytest.raises(RuleBroken):
        deposit_table(version.document, actor=head(office))
    round_ = OpinionRoundFactory.create(document=version.document, base_version=version)
    OpinionFactory.create(round=round_)
    round_.opinions_count = 1
    round_.save()
    paper = deposit_table(version.document, actor=head(office))
    official = official_paper(paper)
    assert official.landscape
    _opening, total, rounds, grid = official.blocks
    assert total.text.startswith("Báo cáo chính trị: tổng số 01 ý kiến góp ý, tiếp thu 00,")
    assert "chưa trả lời 01" in total.text
    assert rounds.table is not None
    assert grid.table is not None
    assert rounds.table.rows[1][-1].text == "1"
    assert (grid.table.header_rows, len(grid.table.rows)) == (1, 2)


def test_a_deposited_table_is_of_one_moment_and_its_page_tells_of_newer_figures(
    office: Writing, version: Version
) -> None:
    round_ = OpinionRoundFactory.create(
        document=version.document, base_version=version, opinions_count=1
    )
    OpinionFactory.create(round=round_)
    paper = deposit_table(version.document, actor=head(office))
    client = Client()
    client.force_login(head(office))
    url = reverse("registry:paper_detail", args=[paper.pk])
    assert "Nguồn nay đã có mới hơn" not in client.get(url).content.decode()
    OpinionFactory.create(round=round_)
    round_.opinions_count = 2
    round_.save()
    paper.refresh_from_db()
    was = official_paper(paper).blocks
    assert "tổng số 01 ý kiến" in was[1].text
    page = client.get(url).content.decode()
    assert "Nguồn nay đã có mới hơn: Bảng tổng hợp ý kiến (2 ý kiến, 0 đã trả lời" in page
    deposit_table(version.document, actor=head(office))
    assert "Nguồn nay đã có mới hơn" not in client.get(url).content.decode()


def test_a_newer_version_is_told_on_the_page_of_the_paper(
    office: Writing, version: Version
) -> None:
    paper = deposit_version(version, actor=head(office))
    VersionFactory.create(document=version.document, number=2, blocks=["Đoạn mới."])
    client = Client()
    client.force_login(head(office))
    page = client.get(reverse("registry:paper_detail", args=[paper.pk])).content.decode()
    assert "Nguồn nay đã có mới hơn: Báo cáo chính trị, bản 2." in page


def test_the_button_stands_on_the_page_for_who_may_press_it(
    office: Writing, version: Version
) -> None:
    url = reverse("documents:version_deposit", args=[version.pk])
    client = Client()
    client.force_login(head(office))
    page = client.get(reverse("documents:document_detail", args=[version.document.pk]))
    assert url in page.content.decode()
    answer = client.post(url)
    assert answer.url == reverse("registry:paper_detail", args=[Paper.objects.get().pk])
    client.force_login(user_of(office.one))
    page = client.get(reverse("documents:document_detail", args=[version.document.pk]))
    assert url not in page.content.decode()
