"""Pages that make slips: sent twice they change nothing, and what they print is Vietnamese."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from daihoi.accounts.actions.slips import use_slip
from daihoi.accounts.models import SignInSlip, SlipState, User
from daihoi.accounts.permissions import Role
from daihoi.base import clock
from daihoi.base.errors import Conflict
from daihoi.organizations.models import Organization, Person
from tests.factories import MembershipFactory, OrganizationFactory, PersonFactory, grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Organization:
    return OrganizationFactory.create(path="/900/")


@pytest.fixture
def secretary(cell: Organization) -> User:
    return grant(Role.SECRETARY, cell)


@pytest.fixture
def people(cell: Organization) -> list[Person]:
    people = [PersonFactory.create(organization=cell) for _each in range(2)]
    for person in people:
        MembershipFactory.create(person=person)
    return people


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def states() -> list[SlipState]:
    return [slip.state(clock.now()) for slip in SignInSlip.objects.order_by("pk")]


def test_slips_sent_for_again_by_reloading_are_not_made_again(
    cell: Organization, secretary: User, people: list[Person]
) -> None:
    client = signed_in(secretary)
    listed = reverse("organizations:account_list", args=[cell.pk])
    give = reverse("organizations:account_give_all", args=[cell.pk])
    sent = {
        "person": [person.pk for person in people],
        "seen": client.get(listed).context["newest"],
    }
    assert len(client.post(give, sent).context["slips"]) == 2
    again = client.post(give, sent)
    assert again.status_code == 409
    assert "Phiếu đã được lập và hiện ra một lần" in again.content.decode()
    assert f'href="{listed}"' in again.content.decode()
    assert states() == [SlipState.OPEN, SlipState.OPEN]
    assert client.get(give)["Location"] == listed
    deliberate = sent | {"seen": client.get(listed).context["newest"]}
    assert len(client.post(give, deliberate).context["slips"]) == 2
    assert states() == [SlipState.REVOKED] * 2 + [SlipState.OPEN] * 2


def test_one_slip_sent_for_again_by_reloading_is_not_made_again(
    cell: Organization, secretary: User, people: list[Person]
) -> None:
    client = signed_in(secretary)
    give = reverse("organizations:account_give", args=[people[0].pk])
    assert len(client.post(give, {"username": "an.nv"}).context["slips"]) == 1
    assert "đã có tài khoản" in client.post(give, {"username": "an.nv"}).content.decode()
    own = reverse("organizations:person_detail", args=[people[0].pk])
    reset = reverse("organizations:account_reset", args=[people[0].pk])
    sent = {"seen": client.get(own).context["page"].newest_slip}
    assert len(client.post(reset, sent).context["slips"]) == 1
    again = client.post(reset, sent)
    assert again.status_code == 409
    assert f'href="{own}"' in again.content.decode()
    assert client.get(reset)["Location"] == own
    assert states() == [SlipState.REVOKED, SlipState.OPEN]


def test_slips_are_vietnamese_whatever_language_the_screen_speaks(
    cell: Organization, secretary: User, people: list[Person]
) -> None:
    client = signed_in(secretary)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    give = reverse("organizations:account_give_all", args=[cell.pk])
    page = client.post(give, {"person": [people[0].pk]}).content.decode()
    screen, paper = page.split('<ul class="slips" lang="vi">')
    assert "If a slip is lost" in screen
    paper = paper.split("</ul>")[0]
    for words in ("Tên đăng nhập", "Mã một lần", "Đặt mật khẩu riêng", "Dùng một lần, đến"):
        assert words in paper


def test_the_list_of_accounts_shows_which_slip_is_disputed(
    cell: Organization, secretary: User, people: list[Person]
) -> None:
    client = signed_in(secretary)
    give = reverse("organizations:account_give_all", args=[cell.pk])
    slip = client.post(give, {"person": [people[0].pk]}).context["slips"][0]
    use_slip(slip.code, used_from="")
    listed = reverse("organizations:account_list", args=[cell.pk])
    words = "bị báo: người khác đã dùng phiếu"
    assert words not in client.get(listed).content.decode()
    with pytest.raises(Conflict):
        use_slip(slip.code, used_from="")
    assert client.get(listed).content.decode().count(words) == 1
    user = User.objects.get(username=slip.username)
    user.set_password("mat-khau-cua-ai-do")
    user.save()
    assert client.get(listed).content.decode().count(words) == 1
