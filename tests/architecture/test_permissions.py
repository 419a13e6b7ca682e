"""Who sees which page, asked page by page; the rules that must hold whatever else changes."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from daihoi.accounts.permissions import ROLES, Role
from daihoi.base import clock
from daihoi.documents.actions import rounds
from daihoi.documents.models import Answer, OpinionRound
from tests.architecture import permission_table
from tests.architecture.permission_table import ABSENT, REFUSED, SEEN, STRANGER, VISITOR, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("permissions"),  # else each worker makes a world of its own
]
WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
MANAGING = re.compile(
    r"_(add|edit|import\w*|export|give|start_last_revision|finalise|freeze|changes|open|extend"
    r"|answer|close|end)$|set_up|account_list|draft_"
)
# Whether a paper is real may be asked by everybody, an open page of news is read by all, and who comes
# finds her seat while the doors are open; whoever has the code of a screen opens it.
PUBLIC = {"check_paper", "conduct:screen_show", "meetings:seat_find", "news:public_front", "news:public_article", "news:public_rss", "news:public_atom", "news:public_sitemap", "news:public_photo"}  # fmt: skip
OWN = {
    "documents:opinion_edit",  # a member corrects her own opinion
    "documents:version_export",  # who reads two versions may have what differs in Word
    "meetings:written_answer",  # a member answers what is asked in writing
    "news:propaganda_export",  # who reads the plan may take it along
    "logistics:photo_add",  # opened again, it only leads back to the item
    "congresses:evidence_add",  # opened again, it only leads back to the task
}
TEXTS = re.compile(
    r"documents:(version|draft|block|round|opinion|paragraph|contribution|returned|superior)"
    r"|registry:paper_(detail|word|pdf|edit|fill)"
)


@pytest.fixture(scope="module")
def kept(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[World, Path]]:
    """Made once for all tests here, and gone afterwards; with its folder of files."""
    files = tmp_path_factory.mktemp("world")
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files, PASSWORD_HASHERS=cheap):
            made = permission_table.make_world()
        yield made, files
        transaction.set_rollback(True)


@pytest.fixture
def world(kept: tuple[World, Path], house: None, settings: LazySettings) -> World:
    settings.MEDIA_ROOT = kept[1]
    return kept[0]


def label(role: Role) -> str:
    return str(ROLES[role].label)


@pytest.mark.once
def test_the_table_is_what_the_pages_answer(world: World) -> None:
    rows = list(permission_table.rows(world))
    assert WRITTEN.read_text(encoding="utf-8") == permission_table.table(world, rows), (
        "run: python tests/architecture/permission_table.py > docs/permissions.md"
    )
    about_things = {
        row.page: dict(zip(world.viewers, row.answers, strict=True))
        for row in rows
        if row.page in world.arguments and row.page not in PUBLIC
    }
    assert len(about_things) > 50
    keep_hard_rules(about_things)


def test_one_worker_has_all_of_a_group(request: pytest.FixtureRequest) -> None:
    """Else each makes a world, or loads a demo, of its own: xdist says by the name whether it does."""
    assert request.node.nodeid.endswith("@permissions") == ("PYTEST_XDIST_WORKER" in os.environ)


def keep_hard_rules(answers: dict[str, dict[str, str]]) -> None:
    """What must hold whatever the table says; ``answers`` by page and by the viewer's label."""
    for page, answer in answers.items():
        assert answer[STRANGER] == ABSENT, page
        assert answer[VISITOR] != SEEN, page
        if TEXTS.match(page):
            assert answer[label(Role.ADMINISTRATOR)] == ABSENT, page
            assert answer[label(Role.SUPERIOR)] == ABSENT, page
    managing = {page for page in answers if MANAGING.search(page)} - OWN
    assert len(managing) > 30
    for page in managing:
        assert answers[page][label(Role.MEMBER)] in {REFUSED, ABSENT}, page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.SUBCOMMITTEE_HEAD, 302),
        (Role.SUPPORTING_STAFF, 403),
        (Role.SUBCOMMITTEE_MEMBER, 403),
        (Role.MEMBER, 403),
        (Role.ADMINISTRATOR, 404),
    ],
)
def test_only_who_may_approves(world: World, role: Role, status: int) -> None:
    (number,) = world.arguments["documents:table_approve"]
    round_ = OpinionRound.objects.get(pk=number)
    opinion = round_.opinions.get()
    opinion.answer = Answer.objects.create(
        round=round_,
        result="noted",
        answered_by=world.viewers[label(Role.SUBCOMMITTEE_HEAD)],
        answered_at=clock.now(),
    )
    opinion.save(update_fields=["answer"])
    round_.answered_count = 1
    round_.save(update_fields=["answered_count"])
    rounds.end_round(round_, actor=world.viewers[label(Role.SUBCOMMITTEE_HEAD)])

    client = Client()
    client.force_login(world.viewers[label(role)])
    answer = client.post(reverse("documents:table_approve", args=[number]))
    assert answer.status_code == status
    round_.refresh_from_db()
    assert (round_.approved_at is not None) == (status == 302)
