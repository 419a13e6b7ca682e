"""What is due after a congress, the hand-over, the archive."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.audit.models import Entry
from daihoi.base import clock, offers
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.closing.actions.archive import gather_archive
from daihoi.closing.actions.handovers import hand_over, move_handovers, strike_handover
from daihoi.closing.models import ArchivePart, HandOver
from daihoi.closing.queries.aftermath import Duty, aftermath_page
from daihoi.closing.queries.archive import INDEX, NUMBER, facts_of
from daihoi.files.actions import keep
from daihoi.organizations.models import Person
from daihoi.registry.actions.dossiers import seal_dossier
from tests.closing.afterwards import Afterwards
from tests.factories import OrganizationFactory, PersonFactory, SubcommitteeFactory, grant
from tests.factories.conduct import RunFactory
from tests.factories.documents import DocumentFactory
from tests.factories.registry import EntryFactory, IncomingFactory, PaperFactory

pytestmark = pytest.mark.django_db
HANDED = date(2020, 4, 10)


@pytest.fixture(autouse=True)
def weeks_later() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 22, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def case() -> Afterwards:
    return Afterwards()


def duty(case: Afterwards, title: str, viewer: User | None = None) -> Duty:
    page = aftermath_page(case.congress.pk, viewer=viewer or case.boss)
    return next(each for each in page.duties if each.title.startswith(title))


def give(case: Afterwards, *things: str, to: Person | None = None) -> list[HandOver]:
    return hand_over(
        case.congress, things, given_by=case.old, taken_by=to or case.an, handed_on=HANDED,
        actor=case.boss,
    )  # fmt: skip


# --- What is due --------------------------------------------------------------------------------


def test_results_not_sent_are_late_after_seven_working_days(case: Afterwards) -> None:
    case.submission.state = "returned"
    case.submission.save(update_fields=["state"])
    found = duty(case, "Báo cáo kết quả")
    assert (found.due_on, found.kind, found.detail) == (date(2020, 4, 14), "late", "chưa gửi")
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 14, 9))):  # noqa: DTZ001 - made aware
        assert duty(case, "Báo cáo kết quả").kind == "waiting"


def test_what_was_sent_and_decided_is_done(case: Afterwards) -> None:
    assert duty(case, "Báo cáo kết quả").is_done
    found = duty(case, "Quyết định chuẩn y")
    assert (found.is_done, found.detail) == (True, "30-QĐ/ĐUK ngày 20-4-2020")


def test_annulled_results_are_not_done(case: Afterwards) -> None:
    case.submission.state = "refused"
    case.submission.save(update_fields=["state"])
    found = duty(case, "Quyết định chuẩn y")
    assert (found.is_done, found.detail[:23]) == (False, "không công nhận kết quả")


def test_comments_on_superior_drafts_are_due_within_ten_days(case: Afterwards) -> None:
    titles = [each.title for each in aftermath_page(case.congress.pk, viewer=case.boss).duties]
    assert "Báo cáo tổng hợp góp ý văn kiện cấp trên" not in titles
    DocumentFactory.create(subcommittee__congress=case.congress, kind="VKCT")
    found = duty(case, "Báo cáo tổng hợp góp ý")
    assert (found.due_on, found.kind) == (date(2020, 4, 13), "late")
    EntryFactory.create(congress=case.congress, kind="BCGY", symbol="04-BC/CB")
    assert duty(case, "Báo cáo tổng hợp góp ý").kind == "done"


def test_papers_are_done_once_issued_and_not_cancelled(case: Afterwards) -> None:
    for title in ("Biên bản đại hội", "Nghị quyết đại hội", "Chương trình hành động", "Mục lục"):
        assert duty(case, title).kind == "waiting", title
    assert duty(case, "Biên bản đại hội").detail == "đã ký đủ, chưa ban hành"
    assert duty(case, "Nghị quyết đại hội").detail == "đã thông qua, chưa ban hành"
    for code in ("BBDH", "NQDH", "CTHD", "MLHS"):
        EntryFactory.create(congress=case.congress, kind=code, symbol=f"01-{code}")
    assert duty(case, "Biên bản đại hội").detail == "ban hành 01-BBDH ngày 10-3-2020"
    assert duty(case, "Mục lục").is_done
    row = case.congress.register_entries.get(kind="NQDH")
    row.cancelled_at, row.cancelled_by = timezone.now(), case.boss
    row.save()
    assert not duty(case, "Nghị quyết đại hội").is_done


def test_ballots_are_to_be_sealed(case: Afterwards) -> None:
    assert duty(case, "Niêm phong phiếu").detail == "đã niêm phong phiếu của 0 trên 2 lượt bầu"
    for election in case.congress.elections.all():
        election.rounds.update(sealed_at=timezone.now(), sealed_by=case.boss)
    assert duty(case, "Niêm phong phiếu").is_done


def test_the_first_page_tells_who_keeps_it_and_nobody_else(case: Afterwards) -> None:
    (row,) = [each for each in offers.waiting(case.boss) if "Việc sau đại hội" in str(each.title)]
    assert "Bàn giao hồ sơ" in str(row.detail)
    case.submission.state = "returned"
    case.submission.save(update_fields=["state"])
    boss = User.objects.get(pk=case.boss.pk)
    (late,) = [each for each in offers.late(boss) if "Việc sau đại hội" in str(each.title)]
    assert late.due_on == date(2020, 4, 14)
    member = grant(Role.MEMBER, case.cell)
    rows = [*offers.late(member), *offers.waiting(member)]
    assert [each for each in rows if "Việc sau đại hội" in str(each.title)] == []


def test_nothing_is_told_before_the_day(case: Afterwards) -> None:
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 2, 9))):  # noqa: DTZ001 - made aware
        labels = [str(each.label) for each in offers.navigation(case.boss)]
        titles = [str(each.title) for each in offers.waiting(case.boss)]
    assert "Sau đại hội" not in labels
    assert [each for each in titles if "Việc sau đại hội" in each] == []


# --- Hand-over ----------------------------------------------------------------------------------


def test_hand_over_keeps_who_gave_who_took_and_when(case: Afterwards) -> None:
    assert not duty(case, "Bàn giao").is_done
    made = give(case, "Biên bản đại hội", " Ảnh,  12 tấm ", "", "Biên bản đại hội")
    assert [(each.thing, each.given_by, each.taken_by, each.handed_on) for each in made] == [
        ("Biên bản đại hội", case.old, case.an, HANDED),
        ("Ảnh, 12 tấm", case.old, case.an, HANDED),
    ]
    assert duty(case, "Bàn giao").detail == "2 mục, gần nhất ngày 10-4-2020"
    entry = Entry.objects.get(action="closing.hand_over")
    assert entry.after["taken_by"] == "Nguyễn Văn An"


def test_hand_over_refuses_what_cannot_be(case: Afterwards) -> None:
    with pytest.raises(RuleBroken, match="Chưa ghi thứ gì"):
        give(case, " ", "")
    with pytest.raises(RuleBroken, match="là một người"):
        give(case, "Biên bản", to=case.old)
    with pytest.raises(NotFound):
        give(case, "Biên bản", to=PersonFactory.create())
    with pytest.raises(RuleBroken, match="sau hôm nay"):
        hand_over(
            case.congress, ["Biên bản"], given_by=case.old, taken_by=case.an,
            handed_on=date(2020, 4, 23), actor=case.boss,
        )  # fmt: skip
    give(case, "Biên bản")
    with pytest.raises(Conflict, match="“Biên bản” đã được ghi"):
        give(case, "Tham luận", "Biên bản")
    assert HandOver.objects.count() == 1


def test_a_struck_line_stays_and_may_be_written_again(case: Afterwards) -> None:
    (line,) = give(case, "Biên bản")
    with pytest.raises(RuleBroken, match="lý do"):
        strike_handover(line, " ", actor=case.boss)
    strike_handover(line, "Ghi nhầm người nhận.", actor=case.boss)
    with pytest.raises(Conflict):
        strike_handover(line, "Lần nữa.", actor=case.boss)
    give(case, "Biên bản", to=case.binh)
    kept = [(each.thing, each.strike_reason) for each in HandOver.objects.order_by("pk")]
    assert kept == [("Biên bản", "Ghi nhầm người nhận."), ("Biên bản", "")]


def test_a_member_does_not_write_the_list(case: Afterwards) -> None:
    member = grant(Role.MEMBER, case.cell)
    with pytest.raises(NotPermitted):
        hand_over(
            case.congress, ["Biên bản"], given_by=case.old, taken_by=case.an, handed_on=HANDED,
            actor=member,
        )  # fmt: skip


def test_lines_move_when_two_records_become_one(case: Afterwards) -> None:
    (line,) = give(case, "Biên bản")
    assert move_handovers(case.an, case.chi, actor=case.boss) == 1
    line.refresh_from_db()
    assert (line.given_by, line.taken_by) == (case.old, case.chi)


# --- Archive ------------------------------------------------------------------------------------


def issued(case: Afterwards, **paper: object) -> None:
    made = PaperFactory.create(congress=case.congress, **paper)
    EntryFactory.create(
        congress=case.congress, paper=made, kind=made.kind, subject=made.subject,
        word=keep(b"PK"), pdf=keep(b"%PDF-1"),
    )  # fmt: skip


def parts() -> dict[str, int]:
    rows = ArchivePart.objects.order_by("pk")
    return {each.dossier.name: each.dossier.items.count() for each in rows}


def test_papers_are_gathered_by_body_and_personnel_ones_apart(case: Afterwards) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, name="Tiểu ban Văn kiện")
    issued(case, subcommittee=body)
    issued(case, subcommittee=body)
    issued(case, kind="NQDH")
    issued(case, kind="PBAU")  # restricted by its kind
    IncomingFactory.create(
        organization=case.cell, congress=case.congress, file=keep(b"%PDF-2"), file_name="qd.pdf"
    )
    PaperFactory.create(congress=case.congress)  # a draft is nothing to keep
    gather_archive(case.congress, actor=case.boss)
    assert parts() == {
        "Hồ sơ lưu trữ: Đại hội và cấp ủy": 2,
        "Hồ sơ lưu trữ: Đại hội và cấp ủy (hạn chế)": 1,
        "Hồ sơ lưu trữ: Tiểu ban Văn kiện": 2,
    }
    with pytest.raises(Conflict, match="đều có trong hồ sơ"):
        gather_archive(case.congress, actor=case.boss)
    member = grant(Role.MEMBER, case.cell)
    shown = aftermath_page(case.congress.pk, viewer=member).archive
    assert (len(shown.parts), shown.hidden, shown.can_gather) == (2, True, False)


def test_what_comes_later_goes_into_the_open_dossier_or_a_supplement(case: Afterwards) -> None:
    paper = PaperFactory.create(congress=case.congress)
    EntryFactory.create(congress=case.congress, paper=paper)
    gather_archive(case.congress, actor=case.boss)
    issued(case)
    gather_archive(case.congress, actor=case.boss)
    assert parts() == {"Hồ sơ lưu trữ: Đại hội và cấp ủy": 2}
    dossier = ArchivePart.objects.get().dossier
    now = timezone.now()
    dossier.sealed_at, dossier.sealed_by, dossier.seal, dossier.pages = now, case.boss, "0" * 64, 2
    dossier.pdf, dossier.archive = keep(b"%PDF-3"), keep(b"PK3")
    dossier.save()
    assert duty(case, "Hồ sơ lưu trữ").is_done
    issued(case)
    assert not duty(case, "Hồ sơ lưu trữ").is_done
    gather_archive(case.congress, actor=case.boss)
    assert parts()["Hồ sơ lưu trữ: Đại hội và cấp ủy, bổ sung 1"] == 1


def test_the_dossier_can_be_sealed_by_the_register(case: Afterwards) -> None:
    IncomingFactory.create(
        organization=case.cell, congress=case.congress, file=keep(b"not a pdf"), file_name="qd.docx"
    )
    gather_archive(case.congress, actor=case.boss)
    seal_dossier(ArchivePart.objects.get().dossier, actor=case.boss)
    assert duty(case, "Hồ sơ lưu trữ").is_done


def test_a_clerk_of_the_register_does_not_gather(case: Afterwards) -> None:
    issued(case)
    with pytest.raises(NotPermitted):
        gather_archive(case.congress, actor=grant(Role.CLERK, case.cell))


def test_the_index_names_every_paper_and_no_words_of_personnel_ones(case: Afterwards) -> None:
    assert facts_of(case.congress, date(2020, 4, 22)) == {}
    EntryFactory.create(congress=case.congress, symbol="01-NQ/ĐH", subject="Nghị quyết")
    EntryFactory.create(
        congress=case.congress, symbol="02-TTr/CB", kind="TTCY", is_restricted=True,
        subject="Đề nghị chuẩn y Nguyễn Văn An",
    )  # fmt: skip
    facts = facts_of(case.congress, date(2020, 4, 22))
    said = " ".join(block.text for block in facts[INDEX])
    assert "01-NQ/ĐH, 10-03-2020: Nghị quyết" in said or "01-NQ/ĐH, 10-3-2020: Nghị quyết" in said
    assert "Nguyễn Văn An" not in said
    assert "Tờ trình đề nghị chuẩn y" in said
    assert facts[NUMBER] == "02"


def test_its_work_begins_when_the_congress_is_closed(case: Afterwards) -> None:
    run = RunFactory.create(congress=case.congress, started_by=case.boss)

    def waits() -> bool:
        rows = [*offers.waiting(case.boss), *offers.late(case.boss)]
        return any("Việc sau đại hội" in str(each.title) for each in rows)

    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 3, 9))):  # noqa: DTZ001 - made aware
        assert not aftermath_page(case.congress.pk, viewer=case.boss).is_over
        assert not waits()
        run.ended_at, run.ended_by = clock.now(), case.boss
        run.save()
        assert aftermath_page(case.congress.pk, viewer=case.boss).is_over
        assert waits()
    run.ended_at = run.ended_by = None
    run.save()
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 4, 9))):  # noqa: DTZ001 - made aware
        assert waits()  # its last day has passed: time runs whoever forgot to note it


# --- Pages --------------------------------------------------------------------------------------


def test_the_way_by_forms_alone(case: Afterwards, client: Client) -> None:
    client.force_login(case.boss)
    page = reverse("closing:aftermath_detail", args=[case.congress.pk])
    assert "Chưa bàn giao" in client.get(page).content.decode()
    url = reverse("closing:aftermath_handover", args=[case.congress.pk])
    form = client.get(url).context["form"]
    usual = form.fields["usual"].choices[0][0]
    asked = {
        "usual": [usual], "others": "Sổ tay, 42 cuốn\n", "given_by": case.old.pk,
        "taken_by": case.an.pk, "handed_on": "10/4/2020", "note": "",
    }  # fmt: skip
    wrong = client.post(url, asked | {"taken_by": case.old.pk})
    assert wrong.status_code == 422
    assert "Sổ tay, 42 cuốn" in wrong.content.decode()
    assert client.post(url, asked).status_code == 302
    assert [each.thing for each in HandOver.objects.order_by("pk")] == [usual, "Sổ tay, 42 cuốn"]
    left = client.get(url).context["form"].fields["usual"].choices
    assert usual not in dict(left)
    line = HandOver.objects.get(thing=usual)
    strike = reverse("closing:aftermath_strike", args=[line.pk])
    assert client.post(strike, {"reason": ""}).status_code == 422
    assert client.post(strike, {"reason": "Ghi nhầm."}).status_code == 302
    issued(case)
    gather = reverse("closing:aftermath_archive", args=[case.congress.pk])
    assert "Tập hợp vào hồ sơ" in client.get(page).content.decode()
    assert client.post(gather).status_code == 302
    shown = client.get(page).content.decode()
    assert "Ghi nhầm." in shown
    assert "Hồ sơ lưu trữ: Đại hội và cấp ủy" in shown
    assert "Tập hợp vào hồ sơ" not in shown


def test_a_stranger_finds_nothing(case: Afterwards, client: Client) -> None:
    client.force_login(grant(Role.SECRETARY, OrganizationFactory.create()))
    for page in ("aftermath_detail", "aftermath_handover", "term_end"):
        assert client.get(reverse(f"closing:{page}", args=[case.congress.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_for_many_lines_as_for_one(
    case: Afterwards, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give(case, *(f"Tập {n}" for n in range(rows)))
    for _n in range(rows):
        issued(case)
        gather_archive(case.congress, actor=case.boss)
        issued(case, subcommittee=SubcommitteeFactory.create(congress=case.congress))
    viewer = User.objects.get(pk=case.boss.pk)
    with django_assert_num_queries(23):
        page = aftermath_page(case.congress.pk, viewer=viewer)
        [str(line.given_by) + str(line.recorded_by) for line in page.handovers]
        [row.part.dossier.name for row in page.archive.parts]
        [each.name for each in page.archive.loose]
