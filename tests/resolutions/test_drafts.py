"""The draft is taken from the document clause by clause, changed, and shown to the hall."""

import pytest

from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.base.revisions import Outdated, fingerprint
from daihoi.resolutions.actions import drafts
from daihoi.resolutions.models import Clause, ClauseKind, Resolution
from daihoi.resolutions.queries.hall import text_on_screen
from daihoi.resolutions.queries.resolutions import resolution_page
from daihoi.resolutions.queries.taken import clauses_in
from daihoi.resolutions.queries.texts import blocks_of, clauses_of
from tests.elections.holding import Holding
from tests.factories import OrganizationFactory, grant
from tests.factories.documents import BlockFactory, DocumentFactory, VersionFactory
from tests.factories.resolutions import AmendmentFactory
from tests.resolutions.drafting import clause, lines, table_of

pytestmark = pytest.mark.django_db
TEXT = {"text": "Thông qua báo cáo kiểm điểm của chi ủy."}
TARGET = {"text": "Giữ đoàn kết", "unit": "", "amount": "", "year": None, "group": "unity"}


def test_a_text_becomes_clauses_and_its_table_targets(resolution: Resolution) -> None:
    assert lines(resolution) == [
        "QUYẾT NGHỊ",
        "Thông qua đánh giá việc thực hiện nghị quyết nhiệm kỳ 2015-2020.",
        "Phương hướng, mục tiêu nhiệm kỳ 2020-2025.",
        "Tỷ lệ thi hành xong về việc: 80 % (2020)",
        "Kết nạp đảng viên: 05 người (cả nhiệm kỳ)",
        "Công đoàn cơ sở vững mạnh: xuất sắc mức (cả nhiệm kỳ)",
        "Giao chi ủy khóa mới ban hành.",
    ]
    groups = resolution.clauses.filter(kind="target").values_list("group", flat=True)
    assert list(groups) == ["professional", "party_building", "mass"]
    assert Entry.objects.get(action="resolutions.begin_resolution").after["clauses"] == 7


def test_a_column_for_each_year_gives_a_target_for_each(case: Holding) -> None:
    document = DocumentFactory.create(subcommittee__congress=case.congress, kind="DTNQ")
    version = VersionFactory.create(document=document)
    block = table_of(
        ("Chỉ tiêu", "ĐVT", "Năm 2020", "Năm 2021"),
        ("Thi hành xong về tiền", "%", "35", "38"),
        ("Kết nạp đảng viên", "người", "", "02"),
    )
    BlockFactory.create(version=version, kind="table", text=block.text, content=block.to_json())
    taken = clauses_in(version)
    assert [(each.text, each.target["amount"], each.target["year"]) for each in taken] == [
        ("Thi hành xong về tiền", "35", 2020),
        ("Thi hành xong về tiền", "38", 2021),
        ("Kết nạp đảng viên", "02", 2021),
    ]
    assert len({each.key for each in taken}) == 3


def test_the_keys_are_those_of_the_document(resolution: Resolution) -> None:
    version = resolution.version
    assert version is not None
    blocks = set(version.blocks.exclude(kind="table").values_list("key", flat=True))
    assert blocks == set(resolution.clauses.exclude(kind="target").values_list("key", flat=True))


def test_the_action_programme_is_never_taken_for_a_vote(case: Holding) -> None:
    document = DocumentFactory.create(subcommittee__congress=case.congress, kind="CTHD")
    version = VersionFactory.create(document=document, blocks=["Nhiệm vụ thứ nhất."])
    with pytest.raises(RuleBroken, match="11977-CV/VPTW") as refused:
        drafts.begin_resolution(case.congress, "Nghị quyết", version=version, actor=case.boss)
    assert refused.value.code == "not_voted"
    assert Resolution.objects.count() == 0


def test_a_union_s_page_cites_no_paper_and_no_phrase_of_the_party(
    case: Holding, resolution: Resolution
) -> None:
    own = resolution_page(case.congress.pk, viewer=case.boss)
    assert own.never_voted_source == "Công văn 11977-CV/VPTW, 23-4-2020"
    assert own.without
    case.cell.kind, case.cell.rule_family = "union", "vn-trade-union"
    case.cell.save()
    page = resolution_page(case.congress.pk, viewer=case.boss)
    assert (page.never_voted_source, page.without) == ("Thông lệ tổ chức đại hội", ())
    case.congress.organization = case.cell
    document = DocumentFactory.create(subcommittee__congress=case.congress, kind="CTHD")
    version = VersionFactory.create(document=document, blocks=["Nhiệm vụ thứ nhất."])
    with pytest.raises(RuleBroken, match="Thông lệ tổ chức đại hội"):
        drafts.retake_resolution(resolution, version, actor=case.boss)


def test_a_congress_has_one_resolution_and_strangers_none(
    case: Holding, resolution: Resolution
) -> None:
    with pytest.raises(Conflict) as refused:
        drafts.begin_resolution(case.congress, "Nghị quyết", actor=case.boss)
    assert refused.value.code == "begun"
    member = grant(Role.MEMBER, case.cell)
    with pytest.raises(NotPermitted):
        drafts.edit_clause(clause(resolution, "Giao"), TEXT, actor=member)
    stranger = grant(Role.SECRETARY, OrganizationFactory.create(path="/77/"))
    with pytest.raises(NotFound):
        drafts.edit_clause(clause(resolution, "Giao"), TEXT, actor=stranger)


def test_a_typed_one_begins_with_the_targets_that_were_prepared(case: Holding) -> None:
    case.congress.targets.create(group="unity", text="Chi bộ đoàn kết", position=1)
    made = drafts.begin_resolution(case.congress, "Nghị quyết", actor=case.boss)
    assert lines(made) == ["Chi bộ đoàn kết"]
    assert made.clauses.get().when == "cả nhiệm kỳ"


def test_a_newer_version_replaces_what_nobody_worked_on(
    case: Holding, resolution: Resolution
) -> None:
    newer = VersionFactory.create(
        document=resolution.version.document,  # type: ignore[union-attr]  # it was taken from one
        number=2,
        blocks=["Một điều."],
    )
    drafts.retake_resolution(resolution, newer, actor=case.boss)
    assert lines(resolution) == ["Một điều."]
    resolution.refresh_from_db()
    AmendmentFactory.create(clause=clause(resolution, "Một"), resolution=resolution)
    with pytest.raises(Conflict) as refused:
        drafts.retake_resolution(resolution, newer, actor=case.boss)
    assert refused.value.code == "worked_on"


def test_clauses_are_put_where_they_are_wanted(case: Holding, resolution: Resolution) -> None:
    after = clause(resolution, "Thông qua đánh giá")
    drafts.add_clause(resolution, ClauseKind.TEXT, TEXT, after=after, actor=case.boss)
    drafts.add_clause(resolution, ClauseKind.TARGET, TARGET, actor=case.boss)
    assert lines(resolution)[2] == TEXT["text"]
    assert lines(resolution)[-1] == "Giữ đoàn kết"
    with pytest.raises(RuleBroken) as refused:
        drafts.add_clause(resolution, ClauseKind.TARGET, {**TARGET, "year": 1999}, actor=case.boss)
    assert refused.value.code == "not_in_term"


def test_the_second_of_two_who_edit_is_told_and_sees_both(
    case: Holding, resolution: Resolution
) -> None:
    found = clause(resolution, "Giao")
    seen = fingerprint(found, ["text"])
    drafts.edit_clause(found, {"text": "Giao chi ủy."}, seen=seen, actor=case.boss)
    with pytest.raises(Outdated) as refused:
        drafts.edit_clause(found, {"text": "Giao bí thư."}, seen=seen, actor=case.boss)
    assert isinstance(refused.value.current, Clause)
    assert refused.value.current.text == "Giao chi ủy."
    found.refresh_from_db()
    assert (found.text, found.revision, found.changed_by) == ("Giao chi ủy.", 2, case.boss)
    told = Entry.objects.get(action="resolutions.edit_clause")
    assert (told.before["text"], told.after["text"]) == (
        "Giao chi ủy khóa mới ban hành.", "Giao chi ủy.",
    )  # fmt: skip


def test_what_is_taken_out_comes_back_where_it_stood(case: Holding, resolution: Resolution) -> None:
    before = lines(resolution)
    found = clause(resolution, "Phương hướng")
    drafts.remove_clause(found, actor=case.boss)
    assert len(lines(resolution)) == len(before) - 1
    drafts.restore_clause(found, actor=case.boss)
    assert lines(resolution) == before


def test_the_screen_shows_the_clause_under_discussion_with_its_difference(
    case: Holding, resolution: Resolution
) -> None:
    screen = text_on_screen(case.congress)
    assert screen is not None
    assert (screen.title, screen.has_clause, screen.count) == ("Nghị quyết đại hội", False, 6)
    found = clause(resolution, "Giao")
    drafts.show_clause(resolution, found, actor=case.boss)
    screen = text_on_screen(case.congress)
    assert screen is not None
    assert (screen.position, screen.heading, screen.before, screen.after) == (
        6, "QUYẾT NGHỊ", "Giao chi ủy khóa mới ban hành.", "",
    )  # fmt: skip
    amendment = AmendmentFactory.create(clause=found, resolution=resolution)
    drafts.show_clause(resolution, found, amendment=amendment, actor=case.boss)
    screen = text_on_screen(case.congress)
    assert screen is not None
    assert screen.after == "Giao chi ủy khóa mới ban hành. Giao chi ủy khóa mới thực hiện."
    assert [piece.op.value for piece in screen.words] == ["equal", "insert"]
    assert screen.proposer == "Nông Văn Bình"


def test_a_congress_without_a_draft_shows_nothing(case: Holding) -> None:
    assert text_on_screen(case.congress) is None


def test_lines_with_a_figure_under_a_heading_of_targets_are_targets(case: Holding) -> None:
    document = DocumentFactory.create(subcommittee__congress=case.congress, kind="DTNQ")
    texts = [
        "2. CÁC CHỈ TIÊU CHỦ YẾU",
        "Phấn đấu đạt các chỉ tiêu sau:",
        "Thi hành xong về việc hằng năm từ 80% trở lên.",
        "3. NHIỆM VỤ",
        "Kết nạp 10 đảng viên là nhiệm vụ trọng tâm.",
    ]
    version = VersionFactory.create(document=document, blocks=texts)
    made = drafts.begin_resolution(case.congress, "Nghị quyết", version=version, actor=case.boss)
    assert lines(made) == texts
    target = made.clauses.get(kind="target")
    assert target.text == texts[2]
    blocks = blocks_of(clauses_of(made))
    assert [block.text for block in blocks] == texts


def test_a_clause_becomes_a_target_and_a_target_a_clause(
    case: Holding, resolution: Resolution
) -> None:
    drafts.turn_clause(clause(resolution, "Giao"), actor=case.boss)
    found = clause(resolution, "Giao")
    assert (found.is_target, found.group, found.when) == (True, "professional", "cả nhiệm kỳ")
    drafts.turn_clause(clause(resolution, "Tỷ lệ"), actor=case.boss)
    found = clause(resolution, "Tỷ lệ")
    assert (found.kind, found.text) == ("text", "Tỷ lệ thi hành xong về việc: 80 % (2020)")
    with pytest.raises(RuleBroken):
        drafts.turn_clause(clause(resolution, "QUYẾT"), actor=case.boss)
