"""Pages of the resolution: the whole way by forms, few queries, one typed text never lost."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.permissions import Role
from daihoi.base import offers
from daihoi.base.revisions import fingerprint
from daihoi.registry.models import Paper
from daihoi.resolutions.actions import drafts
from daihoi.resolutions.models import Amendment, Resolution
from daihoi.resolutions.queries.resolutions import resolution_page
from tests.elections.holding import Holding
from tests.factories import OrganizationFactory, grant
from tests.factories.documents import DocumentFactory, VersionFactory
from tests.factories.resolutions import AmendmentFactory, ClauseFactory
from tests.resolutions.drafting import clause, lines

pytestmark = pytest.mark.django_db
HANDS = {"votes_for": 10, "votes_against": 0, "votes_other": 0}


@pytest.fixture
def secretary(case: Holding, client: Client) -> Client:
    client.force_login(case.boss)
    return client


def at(page: str, pk: int) -> str:
    return reverse(f"resolutions:{page}", args=[pk])


def test_a_proposal_is_put_to_the_vote_and_discussed_again(
    case: Holding, secretary: Client, client: Client
) -> None:
    made = AmendmentFactory.create(clause__resolution__congress=case.congress)
    shown = secretary.get(at("amendment_detail", made.pk)).content.decode()
    assert at("amendment_ask", made.pk) in shown
    said = secretary.post(at("amendment_ask", made.pk), {"text": "Lời đang gõ dở."})
    assert said["Location"] == at("amendment_vote", made.pk)
    shown = secretary.get(at("amendment_detail", made.pk)).content.decode()
    assert "đang biểu quyết" in shown
    assert "Thôi biểu quyết, bàn tiếp" in shown
    secretary.post(at("clause_show", case.congress.pk), {"amendment": made.pk})
    shown = secretary.get(at("amendment_detail", made.pk)).content.decode()
    assert "đang biểu quyết" not in shown
    assert "đang chiếu" in shown
    client.force_login(grant(Role.MEMBER, case.cell))
    assert client.post(at("amendment_ask", made.pk)).status_code in {403, 404}
    assert Resolution.objects.get().asked_at is None


def test_from_the_draft_to_the_paper_by_forms_alone(case: Holding, secretary: Client) -> None:
    pk = case.congress.pk
    document = DocumentFactory.create(subcommittee__congress=case.congress, kind="DTNQ")
    version = VersionFactory.create(document=document, blocks=["Điều một.", "Điều hai."])
    assert "Lập dự thảo" in secretary.get(at("resolution_detail", pk)).content.decode()
    begun = {"title": "Nghị quyết", "source": version.pk}
    secretary.post(at("resolution_begin", pk), begun)
    resolution = Resolution.objects.get()
    target = {"text": "Kết nạp", "unit": "người", "amount": "5", "year": "", "group": "unity"}
    secretary.post(at("clause_add", pk) + "?kind=target", target)
    assert lines(resolution) == ["Điều một.", "Điều hai.", "Kết nạp: 5 người (cả nhiệm kỳ)"]
    on = clause(resolution, "Điều hai")
    assert secretary.get(at("amendment_add", on.pk)).status_code == 200
    asked = {"kind": "change", "text": "Điều hai, sửa.", "proposer_name": "Khách mời"}
    secretary.post(at("amendment_add", on.pk), asked)
    made = Amendment.objects.get()
    secretary.post(at("clause_show", pk), {"amendment": made.pk})
    assert secretary.get(at("amendment_vote", made.pk)).status_code == 200
    said = secretary.post(
        at("amendment_vote", made.pk), {**HANDS, "text": "Điều hai, sửa.", "revision": on.revision}
    )
    assert said.status_code == 302
    assert lines(resolution)[1] == "Điều hai, sửa."
    resolution.refresh_from_db()
    said = secretary.post(at("whole_vote", pk), {**HANDS, "revision": resolution.revision})
    assert said.status_code == 302
    assert (
        "Khóa nội dung đã thông qua" in secretary.get(at("resolution_detail", pk)).content.decode()
    )
    resolution.refresh_from_db()
    secretary.post(at("resolution_adopt", pk), {"revision": resolution.revision})
    shown = secretary.get(at("resolution_detail", pk)).content.decode()
    assert "đã thông qua" in shown
    assert "Ghi đề nghị" not in shown
    paper = secretary.post(at("resolution_deposit", pk))
    made_paper = Paper.objects.get(kind="NQDH")
    assert paper["Location"] == reverse("registry:paper_detail", args=[made_paper.pk])
    followed = reverse("congresses:target_list", args=[pk])
    assert followed in shown
    note = reverse("congresses:target_follow", args=[case.congress.targets.get().pk])
    result = {"year": "2020", "is_met": "no", "value": "1", "text": "Mới kết nạp 1 đồng chí."}
    assert secretary.post(note, result).status_code == 302
    assert "bằng 20 % mức" in secretary.get(followed).content.decode()


def test_the_second_to_save_sees_both_texts_and_saves_on(
    case: Holding, resolution: Resolution, secretary: Client
) -> None:
    on = clause(resolution, "Giao")
    seen = fingerprint(on, ["text"])
    drafts.edit_clause(on, {"text": "Giao chi ủy."}, actor=case.boss)
    mine = {"text": "Giao bí thư khóa mới ban hành.", "seen": seen}
    answer = secretary.post(at("clause_edit", on.pk), mine)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Đang lưu: Giao chi ủy." in shown
    assert "Giao bí thư khóa mới ban hành." in shown
    assert "<del>" in shown
    again = {**mine, "seen": fingerprint(clause(resolution, "Giao"), ["text"])}
    assert secretary.post(at("clause_edit", on.pk), again).status_code == 302


def test_an_acceptance_that_came_too_late_keeps_the_words_and_tells(
    case: Holding, resolution: Resolution, secretary: Client
) -> None:
    on = clause(resolution, "Giao")
    made = AmendmentFactory.create(clause=on, resolution=resolution)
    drafts.edit_clause(on, {"text": "Giao chi ủy."}, actor=case.boss)
    sent = {"text": "Lời của tôi.", "revision": 1, "note": ""}
    answer = secretary.post(at("amendment_accept", made.pk), sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Lời của tôi." in shown
    assert "vừa được sửa ở nơi khác" in shown
    assert 'name="revision" value="2"' in shown
    assert (
        secretary.post(at("amendment_accept", made.pk), {**sent, "revision": 2}).status_code == 302
    )
    assert lines(resolution)[-1] == "Lời của tôi."


def test_members_read_and_change_nothing(
    case: Holding, resolution: Resolution, client: Client
) -> None:
    client.force_login(grant(Role.MEMBER, case.cell))
    shown = client.get(at("resolution_detail", case.congress.pk)).content.decode()
    assert "Giao chi ủy khóa mới ban hành." in shown
    assert "<form" not in shown.split("<main", 1)[1].split("</main", 1)[0]
    on = clause(resolution, "Giao")
    assert client.get(at("clause_edit", on.pk)).status_code == 403
    assert client.post(at("whole_vote", case.congress.pk), HANDS).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_as_for_three(
    case: Holding,
    resolution: Resolution,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        on = ClauseFactory.create(resolution=resolution)
        person = case.people[number]
        AmendmentFactory.create(clause=on, resolution=resolution, person=person, proposer_name="")
    offers.navigation(case.boss)
    with django_assert_num_queries(11):
        page = resolution_page(case.congress.pk, viewer=case.boss)
        assert [each.amendment.proposer for row in page.rows for each in row.amendments]


def test_a_draft_names_hopes_that_no_target_answers(
    case: Holding, resolution: Resolution, secretary: Client
) -> None:
    shown = secretary.get(at("resolution_detail", case.congress.pk)).content.decode()
    said = shown.split("mà dự thảo chưa có chỉ tiêu nào:", 1)[1].split("</p>", 1)[0]
    assert "đoàn kết" in said
    assert "trong sạch" not in said
    assert reverse("congresses:target_list", args=[case.congress.pk]) not in shown


def test_live_pages_are_those_of_who_reads_it(case: Holding, resolution: Resolution) -> None:
    topic = f"resolutions.congress:{case.congress.pk}"
    assert resolution.congress_id == case.congress.pk
    assert offers.may_follow(grant(Role.MEMBER, case.cell), topic)
    stranger = grant(Role.MEMBER, OrganizationFactory.create(path="/77/"))
    assert not offers.may_follow(stranger, topic)
