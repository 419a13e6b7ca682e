"""Puts two congresses in session into a new place: `python -m tests.journeys.hall`.

Twelve in the room each, a script that runs. One begins; the other has come to its resolution, of which a
draft lies before it. The committee's secretary, the chair, the secretary of the congress and a member
have passwords.
"""

import os
from typing import TYPE_CHECKING

import django
from django.contrib.auth.hashers import make_password

if TYPE_CHECKING:
    from daihoi.conduct.models import Run

BOSS, CHAIR, WRITER, MEMBER = "bi-thu", "chu-toa", "thu-ky", "dang-vien"  # of the one that begins
LATER = "-2"  # after the names of those of the other
PASSWORD = "tai-hoi-truong-2020"
MEMBERS_NAME, CHAIRS_NAME, WRITERS_NAME = "Nông Thị Ngân", "Hoàng Văn Chủ", "Trần Văn Ký"
ON_PAPER = "Lý Thị Tọa"  # of the presidium, without an account
NAMES = ("An", "Bình", "Chi", "Dung", "Đạt", "Hà", "Hải", "Lan")
SAID = "Đề nghị nêu rõ giải pháp thu hồi tài sản."
ITEMS = (
    {"title": "Ổn định tổ chức", "session": "preparatory", "does": ["quorum"], "minutes": 5},
    {"title": "Thông qua chương trình", "session": "preparatory", "votes": "H", "minutes": 10},
    {"title": "Thảo luận báo cáo chính trị", "does": ["speeches"], "minutes": 60},
    {"title": "Thông qua nghị quyết", "does": ["resolution"], "votes": "H", "minutes": 20},
    {"title": "Bế mạc", "does": ["closing"], "minutes": 5},
)
CLAUSES = (
    {"kind": "heading", "text": "QUYẾT NGHỊ"},
    {"text": "Thông qua báo cáo chính trị của chi ủy nhiệm kỳ 2015-2020."},
    {"text": "Tập trung thu hồi tài sản trong các vụ án tham nhũng."},
    {"is_a_target": True, "text": "Tỷ lệ thi hành xong về việc", "amount": "80"},
    {"is_a_target": True, "text": "Tỷ lệ thi hành xong về tiền", "amount": "38"},
)


def make(name: str, password: str, after: str = "", *, to_resolution: bool = False) -> None:
    """``password``: as it is kept."""
    from daihoi.accounts.models import User
    from daihoi.accounts.permissions import Role
    from daihoi.base import clock
    from daihoi.conduct.models import Run
    from daihoi.meetings.models import Meeting
    from tests.elections.holding import Holding
    from tests.factories import UserFactory, grant
    from tests.factories.conduct import RunFactory, RunItemFactory
    from tests.factories.elections import BodyMemberFactory

    now = clock.now()
    case = Holding(0, short_name=name)
    case.cell.name = name
    case.cell.save(update_fields=["name"])
    Meeting.objects.filter(pk=case.meeting.pk).update(opened_at=now)
    case.meeting.refresh_from_db()
    case.people = [case.call(f"Nguyễn Văn {name}") for name in NAMES]
    congress = case.congress

    def known(user: User, username: str) -> User:
        user.username = f"{username}{after}"
        user.password = password
        user.save()
        return user

    def seated(full_name: str, body: str, user: User | None = None) -> None:
        person = case.call(full_name, person={"user": user})
        case.people.append(person)
        BodyMemberFactory.create(congress=congress, body=body, person=person)

    def member(full_name: str, username: str) -> User:
        return known(
            grant(Role.MEMBER, case.cell, UserFactory.create(full_name=full_name)), username
        )

    boss = known(case.boss, BOSS)
    case.people.append(case.call(MEMBERS_NAME, person={"user": member(MEMBERS_NAME, MEMBER)}))
    for full_name, username, role, body in (
        (CHAIRS_NAME, CHAIR, Role.PRESIDIUM, "presidium"),
        (WRITERS_NAME, WRITER, Role.CONGRESS_SECRETARIAT, "secretariat"),
    ):
        user = grant(role, congress, member(full_name, username))
        seated(full_name, body, user)
    seated(ON_PAPER, "presidium")
    case.confirmed()
    run: Run = RunFactory.create(congress=congress, started_by=boss, started_at=now)
    for place, values in enumerate(ITEMS):
        RunItemFactory.create(run=run, position=place, **values)
    if to_resolution:
        _come_to_resolution(run)


def _come_to_resolution(run: "Run") -> None:
    """The programme was voted, somebody was heard, the draft lies before the congress."""
    from daihoi.conduct.actions import running
    from daihoi.elections.actions.votes import record_vote
    from daihoi.elections.queries.hands import Hands
    from daihoi.elections.queries.matters import AGENDA
    from tests.factories.conduct import TurnFactory
    from tests.factories.resolutions import ClauseFactory, ResolutionFactory

    boss, now, congress = run.started_by, run.started_at, run.congress
    for place in range(4):
        run.refresh_from_db()
        running.next_item(run, revision=run.revision, actor=boss)
        if place == 1:
            record_vote(congress, AGENDA, "Chương trình đại hội", Hands(12), actor=boss)
    TurnFactory.create(
        run=run, item=run.items.get(title="Thảo luận báo cáo chính trị"), started_at=now,
        started_by=boss, ended_at=now, ended_by=boss, unit_name="Phòng Nghiệp vụ", summary=SAID,
    )  # fmt: skip
    resolution = ResolutionFactory.create(congress=congress, created_by=boss, targets_vote="singly")
    for place, values in enumerate(CLAUSES):
        ClauseFactory.create(resolution=resolution, position=10 * place, **values)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    kept = make_password(PASSWORD)
    make("Chi bộ Cục", kept)
    make("Chi bộ Nghiệp vụ", kept, LATER, to_resolution=True)
