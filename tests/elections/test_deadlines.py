"""After the congress: the report's day, how long ballots are kept, and where pages say so."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from daihoi.accounts.permissions import Role
from daihoi.approvals.queries.results import result_deadline
from daihoi.congresses.models import Congress
from daihoi.elections.queries.deadlines import deadlines_of
from daihoi.elections.queries.results import result_list
from daihoi.elections.queries.sealing import kept_until
from daihoi.organizations.models import Office, Organization
from daihoi.rules.elections.closing import approval_due, first_meeting
from daihoi.rules.elections.loading import rule_set
from tests.elections.counted import announced
from tests.factories import grant

pytestmark = pytest.mark.django_db
HOLIDAYS = {date(2020, 4, 30), date(2020, 5, 1)}


def test_the_report_and_the_approval_have_their_days() -> None:  # T36, E-180, E-181
    round_ = announced([26, 24, 20, 12])
    Congress.objects.update(target_on=date(2020, 4, 3), target_precision="day")
    congress = Congress.objects.select_related("organization").get(pk=round_.election.congress_id)
    found = deadlines_of(congress)
    assert found is not None
    assert found.facts["day"] == date(2020, 4, 14)
    approved = approval_due(date(2020, 4, 14), rule_set("vn-party-2014"), HOLIDAYS)
    assert approved.facts["day"] == date(2020, 5, 7)


def test_the_list_of_results_says_by_when_they_are_reported() -> None:
    round_ = announced([26, 24, 20, 12])
    Congress.objects.update(target_on=date(2020, 4, 3), target_precision="day")
    congress = round_.election.congress
    client = Client()
    client.force_login(grant(Role.SECRETARY, congress.organization))
    shown = client.get(reverse("elections:result_list", args=[congress.pk])).content.decode()
    assert "chậm nhất 14-4-2020: 7 ngày làm việc kể từ 3-4-2020" in shown
    assert reverse("approvals:confirmation", args=[congress.pk]) in shown


@pytest.mark.parametrize("kind", ["cell", "union"])
def test_results_and_approvals_tell_one_day_with_one_source(kind: str) -> None:  # E-180
    round_ = announced([26, 24, 20, 12])
    Congress.objects.update(target_on=date(2020, 4, 3), target_precision="day")
    Organization.objects.update(kind=kind)
    congress = Congress.objects.select_related("organization").get(pk=round_.election.congress_id)
    ours, theirs = deadlines_of(congress), result_deadline(congress)
    assert ours is not None
    assert theirs is not None
    assert ours.facts["day"] == theirs.due_on
    if kind == "cell":
        assert [str(each) for each in ours.articles] == [theirs.basis]
    else:
        assert not ours.articles
        assert theirs.basis == "Mặc định của phần mềm, chưa có nguồn xác nhận"
        client = Client()
        client.force_login(grant(Role.SECRETARY, congress.organization))
        shown = client.get(reverse("elections:result_list", args=[congress.pk])).content.decode()
        assert "Báo cáo kết quả trong, ngày làm việc: 7 (chưa có nguồn xác nhận)" in shown
        assert "()" not in shown


def test_a_union_reads_its_own_words_of_the_first_meeting() -> None:  # E-184
    rules = rule_set("vn-trade-union")
    said = first_meeting(secretary_re_elected=True, deputy_re_elected=False, rules=rules)
    assert said.words == "Chủ tịch khóa trước được bầu lại khai mạc."


def test_ballots_are_kept_for_months_from_the_closing() -> None:  # E-029
    round_ = announced([26, 24, 20, 12])
    Congress.objects.update(target_on=date(2020, 4, 3), target_precision="day")
    round_.election.congress.refresh_from_db()
    found = kept_until(round_)
    assert found.facts["day"] == date(2020, 10, 3)
    assert found.unconfirmed


@pytest.mark.parametrize(
    ("kind", "again", "said"),
    [
        ("grassroots_committee", True, "Bí thư khóa trước được bầu lại khai mạc"),
        ("grassroots_committee", False, "Người được cấp trên chỉ định khai mạc"),
        ("cell", True, ""),
    ],
)
def test_a_larger_committee_has_its_first_meeting_opened(  # E-184
    kind: str, again: bool, said: str
) -> None:
    round_ = announced([26, 24, 20, 12])
    congress = round_.election.congress
    Organization.objects.update(kind=kind)
    person = round_.names.get(position=1 if again else 4).person
    Office.objects.create(person=person, kind="secretary", starts_on=date(2015, 5, 1))
    member = grant(Role.MEMBER, congress.organization)
    opener = result_list(congress.pk, viewer=member).opener
    assert (opener.words if opener else "").startswith(said)
    assert bool(opener) is bool(said)
