"""The end of the term: what changes, who may, and what stands in the way."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.approvals.models import ConfirmedPost
from daihoi.audit.models import Entry
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotPermitted, RuleBroken
from daihoi.closing.actions.terms import end_term
from daihoi.closing.models import TermEnd
from daihoi.closing.queries.terms import Start, term_page
from daihoi.organizations.models import OfficeKind
from daihoi.registry.models import Term
from tests.closing.afterwards import Afterwards
from tests.factories import SubcommitteeFactory, TaskFactory, grant

pytestmark = pytest.mark.django_db
TODAY = date(2020, 4, 22)


@pytest.fixture(autouse=True)
def weeks_later() -> Iterator[None]:
    with clock.standing_at(timezone.make_aware(datetime(2020, 4, 22, 9))):  # noqa: DTZ001 - made aware
        yield


@pytest.fixture
def case() -> Afterwards:
    return Afterwards()


def end(case: Afterwards, start: Start = Start.CLOSING, *, actor: User | None = None) -> TermEnd:
    seen = term_page(case.congress.pk, start, viewer=case.boss).digest
    return end_term(case.congress, start, seen=seen, actor=actor or case.boss)


def test_posts_roles_bodies_and_series_change_in_one_press(case: Afterwards) -> None:
    body = SubcommitteeFactory.create(congress=case.congress)
    page = term_page(case.congress.pk, Start.CLOSING, viewer=case.boss)
    assert page.obstacles == []
    assert [each.person for each in page.without_account] == [case.chi]

    ended = end(case)

    assert case.posts() == [
        ("Nông Văn Cũ", "secretary", date(2017, 4, 1), date(2020, 4, 3)),
        ("Trần Bình", "committee_member", date(2017, 4, 1), date(2020, 4, 3)),
        ("Nguyễn Văn An", "secretary", date(2020, 4, 4), None),
        ("Trần Bình", "committee_member", date(2020, 4, 4), None),
        ("Lê Chi", "committee_member", date(2020, 4, 4), None),
    ]
    assert case.roles(case.old, TODAY) == {"member"}
    assert case.roles(case.an, TODAY) == {"member", "secretary"}
    assert case.roles(case.binh, TODAY) == {"member", "committee_member"}
    case.presidium.refresh_from_db()
    assert case.presidium.release_reason == "Đại hội đã kết thúc"
    body.refresh_from_db()
    assert body.ends_on == TODAY
    terms = Term.objects.filter(organization=case.cell).order_by("pk")
    assert [(each.name, each.starts_on, each.ends_on) for each in terms] == [
        ("2015-2020", None, date(2020, 4, 3)),
        ("2020-2025", date(2020, 4, 4), None),
    ]
    assert (ended.begins_on, ended.ended_by) == (date(2020, 4, 4), case.boss)
    assert "Nguyễn Văn An: Bí thư" in str(ended.changes)
    assert Entry.objects.filter(action="closing.end_term").count() == 1


def test_it_ends_once(case: Afterwards) -> None:
    end(case)
    case.holds(case.old, OfficeKind.SECRETARY, "Bí thư Chi bộ")
    with pytest.raises(Conflict, match="đã được kết thúc"):
        end_term(case.congress, Start.CLOSING, seen="", actor=User.objects.get(pk=case.boss.pk))
    assert TermEnd.objects.count() == 1


def test_posts_may_begin_with_the_decision(case: Afterwards) -> None:
    end(case, Start.DECISION)
    assert case.posts()[0][3] == date(2020, 4, 19)
    assert case.posts()[2][2] == date(2020, 4, 20)
    assert Term.objects.get(ends_on=None).starts_on == date(
        2020, 4, 4
    )  # numbers follow the closing


def test_a_post_the_superior_refused_does_not_begin(case: Afterwards) -> None:
    ConfirmedPost.objects.create(
        submission=case.submission, position=1, post="Chi ủy viên", name="Trần Bình",
        is_confirmed=False, reason="Chưa đủ tiêu chuẩn.",
    )  # fmt: skip
    ended = end(case)
    assert [each[0] for each in case.posts() if each[3] is None] == ["Nguyễn Văn An", "Lê Chi"]
    assert "Chưa đủ tiêu chuẩn" in str(ended.changes)


def test_a_term_of_the_register_that_runs_already_goes_on(case: Afterwards) -> None:
    Term.objects.create(organization=case.cell, name="2020-2025", starts_on=date(2020, 4, 4))
    end(case)
    assert Term.objects.count() == 1


def _open_ballot(case: Afterwards) -> None:
    case.round.state = "counting"
    case.round.save(update_fields=["state"])


def _open_election(case: Afterwards) -> None:
    case.round.election.state = "balloting"
    case.round.election.save(update_fields=["state"])


def _unsigned(case: Afterwards) -> None:
    case.minutes.fixed_at = case.minutes.fixed_by = None
    case.minutes.save()


def _undecided(case: Afterwards) -> None:
    case.submission.decision.delete()


def _refused(case: Afterwards) -> None:
    case.submission.state = "refused"
    case.submission.save(update_fields=["state"])


def _unsent(case: Afterwards) -> None:
    case.submission.state = "returned"
    case.submission.save(update_fields=["state"])


def _not_closed(case: Afterwards) -> None:
    case.congress.closed_at = case.congress.closed_by = None
    case.congress.save()


def _no_day(case: Afterwards) -> None:
    case.congress.day_confirmed_at = case.congress.day_confirmed_by = None
    case.congress.save()


def _no_resolution(case: Afterwards) -> None:
    case.congress.resolution.delete()


def _refused_stranger(case: Afterwards) -> None:
    ConfirmedPost.objects.create(
        submission=case.submission, position=1, post="Chi ủy viên", name="Trần Bính",
        is_confirmed=False, reason="Chưa đủ tiêu chuẩn.",
    )  # fmt: skip


def _busy_body(case: Afterwards) -> None:
    body = SubcommitteeFactory.create(congress=case.congress, name="Tiểu ban Văn kiện")
    TaskFactory.create(congress=case.congress, assignee="subcommittee", subcommittee=body)


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (_open_ballot, "1 lượt bầu chưa công bố"),
        (_open_election, "1 cuộc bầu chưa kết thúc"),
        (_unsigned, "Biên bản đại hội chưa ký xong"),
        (_undecided, "Cấp trên chưa chuẩn y"),
        (_refused, "không công nhận kết quả"),
        (_unsent, "Chưa gửi hồ sơ đề nghị chuẩn y"),
        (_not_closed, "Công tác chuẩn bị đại hội chưa đóng"),
        (_no_day, "Chưa ghi ngày bế mạc"),
        (_no_resolution, "Nghị quyết đại hội chưa được thông qua"),
        (_refused_stranger, "Không tìm thấy Chi ủy viên: Trần Bính"),
        (_busy_body, "Tiểu ban Văn kiện còn công việc chưa xong"),
    ],
)
def test_it_is_refused_while_something_stands_open(
    case: Afterwards, breaks: Callable[[Afterwards], None], said: str
) -> None:
    breaks(case)
    before = case.posts()
    case.congress.refresh_from_db()
    page = term_page(case.congress.pk, Start.CLOSING, viewer=case.boss)
    assert [each.words for each in page.obstacles if said in each.words] != []
    with pytest.raises(RuleBroken, match=said):
        end_term(case.congress, Start.CLOSING, seen=page.digest, actor=case.boss)
    assert (case.posts(), TermEnd.objects.count()) == (before, 0)


def test_a_preview_that_no_longer_holds_is_refused(case: Afterwards) -> None:
    seen = term_page(case.congress.pk, Start.CLOSING, viewer=case.boss).digest
    SubcommitteeFactory.create(congress=case.congress)
    with pytest.raises(Conflict, match="đã khác lúc đồng chí xem"):
        end_term(case.congress, Start.CLOSING, seen=seen, actor=case.boss)
    assert TermEnd.objects.count() == 0


def test_only_the_secretary_ends_a_term(case: Afterwards) -> None:
    member = grant(Role.COMMITTEE_MEMBER, case.cell)
    with pytest.raises(NotPermitted):
        end(case, actor=member)


def test_by_the_page_alone(case: Afterwards, client: Client) -> None:
    client.force_login(case.boss)
    url = reverse("closing:term_end", args=[case.congress.pk])
    page = client.get(url)
    shown = page.content.decode()
    assert "Nguyễn Văn An: Bí thư" in shown
    assert "Từ 20-4-2020, ngày chuẩn y" in shown
    assert "Lê Chi chưa có tài khoản" in shown
    assert client.post(url, {"seen": "old"}).status_code == 409
    said = client.post(url, {"seen": page.context["page"].digest})
    assert said.status_code == 302
    client.force_login(User.objects.get(person=case.an))  # the new secretary opens the next one
    after = client.get(reverse("closing:aftermath_detail", args=[case.congress.pk]))
    add = reverse("congresses:congress_add", args=[case.cell.pk])
    assert f'href="{add}"' in after.content.decode()
    assert client.get(add).status_code == 200
