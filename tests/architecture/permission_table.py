"""Who sees which page: `python tests/architecture/permission_table.py > docs/permissions.md`."""

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

HEAD = """\
# Permissions

Every page that can be opened, and who may open it: found by asking for it. Do not edit by hand:

    python tests/architecture/permission_table.py > docs/permissions.md

The things asked for belong to one cell: a document in a round of opinions, an opinion of its member,
the contribution of its unit. Everybody but the superior and the administrator is also a member of
the cell. **thấy**: opens; **không được**: refused, told why; **không có**: as if it did not exist;
**đăng nhập**: asked to sign in first; **chưa có**: opens once there is something. What is only sent (buttons) is asked for in the actions:
[actions.md](actions.md).
"""
SEEN, REFUSED, ABSENT, ASKED_IN = "thấy", "không được", "không có", "đăng nhập"
NOTHING_YET = "chưa có"
WORDS = {200: SEEN, 204: SEEN, 302: SEEN, 403: REFUSED, 404: ABSENT, 422: NOTHING_YET}
STRANGER, VISITOR = "Người của tổ chức khác", "Chưa đăng nhập"
NOT_MEMBERS = ("administrator", "superior")
SENT_ONLY = 405
SIGN_IN_PATH = "/tai-khoan/dang-nhap/"


@dataclass(frozen=True, slots=True)
class World:
    """One cell with one of everything, and an account for each kind of viewer, by its label."""

    viewers: dict[str, Any]
    arguments: dict[str, tuple[Any, ...]]  # of each page that is about a thing
    queries: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A page, and what each viewer is answered, in the order of the viewers."""

    page: str
    answers: tuple[str, ...]


def make_world() -> World:
    """Make it in the database that is there; a tests' one, please."""
    from daihoi.accounts.permissions import ROLES, Role
    from tests import factories as make

    superior = make.OrganizationFactory.create(path="/9001/", name="Cấp ủy cấp trên")
    cell = make.OrganizationFactory.create(path="/9001/9002/", parent=superior, name="Chi bộ")
    unit = make.UnitFactory.create(organization=cell)
    subcommittee = make.SubcommitteeFactory.create(congress__organization=cell)
    places = {Role.SUPERIOR: superior, Role.ADMINISTRATOR: superior, Role.UNIT_HEAD: unit}
    inside = (Role.SUBCOMMITTEE_HEAD, Role.SUBCOMMITTEE_MEMBER, Role.SUPPORTING_STAFF)
    viewers: dict[str, Any] = {}
    for role in Role:
        user = make.grant(role, places.get(role, subcommittee if role in inside else cell))
        viewers[str(ROLES[role].label)] = user
        if role.value not in NOT_MEMBERS:
            make.grant(Role.MEMBER, cell, user)
            person = make.PersonFactory.create(organization=cell, unit=unit, user=user)
            make.MembershipFactory.create(person=person)
    viewers[STRANGER] = make.grant(Role.SECRETARY, make.OrganizationFactory.create(path="/9009/"))
    viewers[VISITOR] = None
    by_role = {role: viewers[str(ROLES[role].label)] for role in Role}
    things = _things(cell, unit, subcommittee, by_role)
    return World(viewers, _arguments(things), {"live:stream": f"?topic=documents.round:{things['round'].pk}"})  # fmt: skip


def document() -> str:
    """The document of a new world."""
    world = make_world()
    return table(world, rows(world))


def table(world: World, answered: Iterable[Row]) -> str:
    """The whole document: ``answered`` are the `rows` of ``world``."""
    lines = [HEAD]
    names = list(world.viewers)
    app = ""
    for row in answered:
        if (said := app_of(row.page)) != app:
            app = said
            lines += [f"\n## {app}\n", _line("page", names), _line("---", ["---"] * len(names))]
        lines.append(_line(f"`{row.page.rpartition(':')[2]}`", row.answers))
    return "\n".join(lines) + "\n"


def rows(world: World) -> Iterator[Row]:
    """Every page that can be opened with GET, in the order of the addresses.

    Pages are not drawn: queries decide who sees them, templates decide nothing.
    """
    with patch("django.shortcuts.loader.render_to_string", return_value=""):
        yield from _answers(world)


def _answers(world: World) -> Iterator[Row]:
    from django.test import Client

    clients = {}
    for label, user in world.viewers.items():
        clients[label] = Client(raise_request_exception=True)
        if user is not None:
            clients[label].force_login(user)
    for page in pages():
        address = address_of(page, world)
        answers = []
        for client in clients.values():
            response = client.get(address)
            if response.streaming:  # read to its end, a file is closed
                b"".join(response)
            if response.status_code == SENT_ONLY:
                break
            answers.append(_word(response))
        else:
            yield Row(page, tuple(answers))


def app_of(page: str) -> str:
    """The app of a page; those of allauth, which have no space of names, belong to accounts."""
    space, _, name = page.rpartition(":")
    return space or name.partition("_")[0] + "s"


def address_of(page: str, world: World) -> str:
    from django.urls import reverse

    return reverse(page, args=world.arguments.get(page, ())) + world.queries.get(page, "")


def pages() -> Iterator[str]:
    """The names of all addresses, by app."""
    from django.urls import get_resolver

    def walk(resolver: Any, space: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from walk(pattern, space + inner)
            else:
                yield f"{space}{pattern.name}"

    yield from walk(get_resolver(), "")


def _word(response: Any) -> str:
    if response.status_code == 302 and response["Location"].startswith(SIGN_IN_PATH):
        return ASKED_IN
    return WORDS.get(response.status_code, str(response.status_code))


def _line(first: str, cells: Any) -> str:
    return "| " + " | ".join([first, *cells]) + " |"


def _things(cell: Any, unit: Any, subcommittee: Any, by_role: Any) -> dict[str, Any]:
    """One of everything that has a page, made by those who may."""
    from daihoi.accounts.permissions import Role
    from daihoi.base import clock
    from daihoi.congresses.models import SubcommitteePost
    from daihoi.documents.actions import (
        contributions,
        drafts,
        opinion_lists,
        opinions,
        rounds,
        texts,
    )
    from daihoi.documents.queries.audience import Audience, AudienceKind
    from daihoi.documents.queries.places import Saying
    from daihoi.files.actions import keep
    from daihoi.notifications.models import Notice
    from daihoi.organizations.actions import imports
    from daihoi.organizations.models import Office
    from daihoi.rules.documents import Means
    from tests import factories as make

    head, member, secretary = (
        by_role[role] for role in (Role.SUBCOMMITTEE_HEAD, Role.MEMBER, Role.SECRETARY)
    )
    word, today, congress = _word_file(), clock.today(), subcommittee.congress
    draft = drafts.import_document(
        congress,
        subcommittee=subcommittee,
        kind="BCCT",
        title="Báo cáo chính trị",
        content=word,
        file_name="du-thao.docx",
        actor=head,
    )
    version = drafts.confirm_draft(draft, base="", actor=head)
    document = version.document
    opened = rounds.open_round(
        document,
        opens_on=today,
        closes_on=today,
        means=list(Means),
        audience=Audience(AudienceKind.MEMBERS, units=frozenset({unit.pk})),
        actor=head,
    )
    working = texts.start_working(document, actor=head)
    blocks = list(version.blocks.order_by("position"))
    text = next(block for block in blocks if block.kind == "paragraph")
    grid = next(block for block in blocks if block.kind == "table")
    office = Office.objects.create(
        person=by_role[Role.UNIT_HEAD].person, kind="unit_head", title="Trưởng phòng",
        unit=unit, starts_on=today,
    )  # fmt: skip
    item = contributions.add_item(
        opened, unit, Saying(text="Nên nêu số liệu."), actor=by_role[Role.UNIT_HEAD]
    )
    opinion = opinions.add_opinion(opened, Saying("Nên ngắn hơn.", block=text.key), actor=member)
    listed = opinion_lists.upload_list(
        opened, _opinion_list(member.person.full_name), file_name="y-kien.xlsx", actor=head
    )
    pending = drafts.import_version(
        document, note="", content=word, file_name="du-thao-2.docx", actor=head
    )
    newcomer = make.PersonFactory.create(organization=cell, unit=unit)
    membership = make.MembershipFactory.create(person=newcomer)
    given = cell.outside_bodies.create(name="Ban chỉ đạo")
    task = congress.tasks.create(
        assignee="subcommittee", subcommittee=subcommittee, title="Chỉnh sửa lần cuối",
        given_on=today, created_at=clock.now(), created_by=secretary,
    )  # fmt: skip
    return {
        "membership": membership, "outside": given, "task": task,
        "evidence": task.evidence.create(file=keep(b"%PDF-1"), file_name="minh-chung.pdf", added_at=clock.now(), added_by=secretary),
        "milestone": congress.milestones.create(code="M17", name="Cấp trên phê duyệt", days=-14, responsible=["secretary"], planned_on=today),
        "template": cell.plan_templates.create(name="Mẫu của chi bộ", edition="vn-party-2014", rows=[_TEMPLATE_ROW]),
        "organization": cell, "unit": unit, "empty_unit": make.UnitFactory.create(organization=cell), "person": member.person,
        "newcomer": newcomer, "office": office, "congress": congress, "subcommittee": subcommittee,
        "goal": congress.goals.create(text="Đúng tiến độ."),
        "target": congress.targets.create(group="unity", text="Chi bộ đoàn kết."),
        "higher": congress.higher.create(level="1_direct", name="Đại hội Đảng bộ Khối"),
        "basis": cell.basis_documents.create(number="35-CT/TW", issued_on=today, issuer="Bộ Chính trị", subject="Đại hội", file=keep(b"%PDF"), file_name="35.pdf"),
        "local_rule": _local_rule(congress, secretary),
        "recheck": _moved(congress, secretary).rechecks.create(title="Giấy mời", reason="đã gửi", url="/"),
        "post": SubcommitteePost.objects.create(subcommittee=subcommittee, person=member.person, post="member", starts_on=today),
        "members": imports.start_import(cell, _member_list(), "danh-sach.xlsx", actor=secretary),
        "document": document, "version": version, "working": working, "text": text, "grid": grid,
        "change": texts.change_block(working, text.key, "Đã sửa.", revision=text.revision, actor=head),
        "draft": pending, "round": opened, "opinion": opinion, "item": item, "listed": listed,
        "notice": Notice.objects.create(user=member, title="Mời góp ý", url="/", topic="", created_at=clock.now()),
        **_papers(cell, congress, subcommittee, head, secretary),
        **_returned(document, version, unit, head),
        **_approvals(congress, secretary),
        **_logistics(cell, congress, secretary),
        **_meetings(congress, member, secretary),
        **_minutes(congress, secretary),
        **_news(cell, congress),
        **_programme(congress, secretary),
        **_resolution(congress),
        **_run(congress, secretary),
        "minutes_addition": _congress_minutes(congress, secretary),
        "handover": _handed_over(congress, member.person, secretary),
        **_personnel(congress, secretary),
        **_counting(congress, by_role[Role.TELLER]),
        **_told(congress),
        **_preparing(congress, secretary, by_role[Role.TELLER]),
    }  # fmt: skip


def _local_rule(congress: Any, secretary: Any) -> Any:
    """The committee of a small cell, as a paper of the superior sets it."""
    from daihoi.congresses.actions.local_rules import set_local_rule
    from daihoi.congresses.models import RuleBook

    paper = {"number": "15-HD/ĐUK", "issued_on": congress.target_on, "issuer": "Đảng ủy Khối", "subject": "Đại hội chi bộ"}  # fmt: skip
    told = {"paper": paper, "actor": secretary}
    return set_local_rule(congress, RuleBook.ELECTIONS, "committee_max", 5, **told)


def _papers(
    cell: Any, congress: Any, subcommittee: Any, head: Any, secretary: Any
) -> dict[str, Any]:
    """A paper of the documents subcommittee, one that is issued, one that came in, a dossier of each sort."""
    from daihoi.files.actions import keep
    from daihoi.registry.actions import boilerplate, dossiers, papers, templates
    from daihoi.registry.skeletons import skeletons
    from daihoi.rules.papers import CATALOGUE
    from tests.factories.registry import EntryFactory, IncomingFactory, PaperFactory

    kind, template = CATALOGUE["TTDH"], skeletons()["TTDH"]
    paper = papers.make_paper(congress, kind, template, subcommittee=subcommittee, actor=head)
    issued = PaperFactory.create(congress=congress, kind="KHDH")
    scan = _scan()
    entry = EntryFactory.create(
        congress=congress, paper=issued, kind="KHDH", word=keep(_word_file()), pdf=keep(scan)
    )
    incoming = IncomingFactory.create(organization=cell, file=keep(scan), file_name="tb.pdf")
    sealed = dossiers.make_dossier(congress, name="Đã gửi", incoming=[incoming], actor=secretary)
    dossier = dossiers.make_dossier(congress, name="Đang lập", papers=[paper], actor=secretary)
    return {
        "paper": paper, "entry": entry, "incoming": incoming, "dossier": dossier,
        "dossier_item": dossier.items.get(),
        "sealed": dossiers.seal_dossier(sealed, actor=secretary),
        "paper_template": templates.add_paper_template(cell, kind, "Mẫu của chi bộ", template, actor=secretary),
        "passage": boilerplate.add_passage(
            cell, {"purpose": "opening", "title": "Lời thưa", "text": "Kính thưa đại hội!"}, actor=secretary
        ),
    }  # fmt: skip


def _returned(document: Any, version: Any, unit: Any, head: Any) -> dict[str, Any]:
    """A Word file that came back with one change, and one that waits."""
    from daihoi.documents.actions import returned
    from daihoi.documents.queries.contributors import Contributor
    from tests.documents.returning import word

    contributor = Contributor(unit=unit)
    content = word(version, {"Chi bộ hoàn thành nhiệm vụ.": "Chi bộ đã hoàn thành nhiệm vụ."})
    copies = [
        returned.upload_copy(
            document, version, content, contributor=contributor, file_name=name, actor=head
        )
        for name in ("gui-ve.docx", "gui-lai.docx")
    ]
    confirmed = returned.confirm_copy(copies[0], actor=head)
    return {"copy": copies[1], "point": confirmed.base.returned_points.get()}


def _news(cell: Any, congress: Any) -> dict[str, Any]:
    """An open page with an item on it, a draft with a photo and its source, a propaganda item."""
    from daihoi.base import clock
    from daihoi.news.actions import articles, photos, propaganda
    from tests.factories.news import Newsroom, NewsSiteFactory, PropagandaItemFactory, taken_photo

    room = Newsroom(cell)
    site = NewsSiteFactory.create(organization=cell)
    text = "Tin nhập\nMở đầu.\nNội dung."
    draft = articles.import_article(
        room.desk, "other", text, content=text.encode(), file_name="tin.txt", actor=room.writer
    )
    told = {"caption": "Họp", "description": "Một phòng họp"}
    photo = photos.add_photo(draft, taken_photo((40, 30)), **told, actor=room.writer)
    item = PropagandaItemFactory.create(congress=congress)
    shown = taken_photo((40, 30))
    entry = propaganda.log_item(item, clock.today(), "Đã dán", photo=shown, actor=room.publisher)
    return {
        "news_site": site, "article": draft, "shown_article": room.published(),
        "news_photo": photo, "propaganda_item": item, "propaganda_entry": entry,
    }  # fmt: skip


def _programme(congress: Any, secretary: Any) -> dict[str, Any]:
    """A programme that was deposited and one worked on, its script, a speech."""
    from tests.factories import programme as make

    first = make.deposited(make.programme_of(congress, actor=secretary), actor=secretary)
    working = make.reworked(first, actor=secretary)
    script = make.script_of(congress, actor=secretary)
    return {
        "programme": working, "programme_item": working.items.first(), "script": script,
        "script_line": script.lines.first(), "speech": make.SpeechFactory.create(congress=congress),
    }  # fmt: skip


def _resolution(congress: Any) -> dict[str, Any]:
    """A draft resolution with a clause, a target and a proposal."""
    from tests.factories import resolutions as make

    resolution = make.ResolutionFactory.create(congress=congress)
    target = make.ClauseFactory.create(resolution=resolution, is_a_target=True)
    amendment = make.AmendmentFactory.create(clause__resolution=resolution)
    return {
        "resolution_clause": amendment.clause, "resolution_target": target,
        "amendment": amendment,
    }  # fmt: skip


def _congress_minutes(congress: Any, secretary: Any) -> Any:
    """An addition to the fixed minutes of a congress."""
    from tests.factories.closing import AdditionFactory

    return AdditionFactory.create(minutes__congress=congress, minutes__fixed_by=secretary)


def _run(congress: Any, secretary: Any) -> dict[str, Any]:
    """A day that runs, with an item, a matter put to the vote, somebody who waits to speak."""
    from daihoi.base import clock
    from daihoi.conduct.models import Question
    from tests.factories import conduct as make

    run = make.RunFactory.create(congress=congress, started_by=secretary)
    item = make.RunItemFactory.create(run=run, running=True)
    question = Question.objects.create(
        run=run, item=item, matter="agenda", subject="Quy chế làm việc",
        opened_at=clock.now(), opened_by=secretary,
    )  # fmt: skip
    turn = make.TurnFactory.create(run=run)
    screen = make.ScreenFactory.create(congress=congress, set_by=secretary)
    return {"run_item": item, "question": question, "turn": turn, "screen": screen}


def _handed_over(congress: Any, person: Any, secretary: Any) -> Any:
    """A file that the secretariat handed to the new committee."""
    from daihoi.base import clock

    return congress.handovers.create(
        thing="Biên bản đại hội", given_by=person, taken_by=secretary.person,
        handed_on=clock.today(), recorded_at=clock.now(), recorded_by=secretary,
    )  # fmt: skip


def _personnel(congress: Any, secretary: Any) -> dict[str, Any]:
    """A personnel plan with one person, a paper in her file, and its first step written down."""
    from tests.factories import personnel as make

    plan = make.PersonnelPlanFactory.create(congress=congress, created_by=secretary)
    candidate = make.CandidateFactory.create(plan=plan)
    make.StepMeetingFactory.create(plan=plan)
    return {
        "candidate": candidate,
        "candidate_file": make.CandidateFileFactory.create(candidate=candidate),
    }


def _meetings(congress: Any, member: Any, secretary: Any) -> dict[str, Any]:
    """A meeting to which the member is called, with a matter and a guest; one in writing."""
    from daihoi.base import clock
    from tests.factories import meetings as make

    day = {"congress": congress, "on": clock.today(), "created_by": secretary}
    meeting = make.MeetingFactory.create(convened=True, **day)
    written = make.MeetingFactory.create(
        opened=True, form="written", answers_due_on=clock.today(), **day
    )
    return {
        "meeting": meeting,
        "written": written,
        "agenda_item": make.AgendaItemFactory.create(meeting=meeting),
        "written_item": make.AgendaItemFactory.create(meeting=written),
        "invitee": make.InviteeFactory.create(meeting=meeting, person=member.person),
        "guest": make.GuestFactory.create(meeting=meeting),
    }


def _minutes(congress: Any, secretary: Any) -> dict[str, Any]:
    """What was said, voted and concluded in an open meeting; a signed one with an addition."""
    from uuid import uuid4

    from daihoi.base import clock
    from daihoi.meetings.models import Conclusion, HandVote, Minutes, MinutesAddition, Statement
    from tests.factories import meetings as make

    now = clock.now()
    meeting = make.MeetingFactory.create(opened=True, congress=congress, created_by=secretary)
    item = make.AgendaItemFactory.create(meeting=meeting)
    invitee = make.InviteeFactory.create(meeting=meeting)
    entry = {"item": item, "order": 1, "change": 1, "recorded_at": now, "recorded_by": secretary}
    hands = {"votes_for": 1, "votes_against": 0, "votes_other": 0, "present": 1, "passed": True}
    minutes = Minutes.objects.create(meeting=meeting)
    return {
        "statement": Statement.objects.create(
            invitee=invitee, text="Cần thêm micro.", aim="preparation", client_key=uuid4(), **entry
        ),
        "hand_vote": HandVote.objects.create(subject="Việc", client_key=uuid4(), **hands, **entry),
        "conclusion": Conclusion.objects.create(text="Kết luận.", client_key=uuid4(), **entry),
        "addition": MinutesAddition.objects.create(
            minutes=minutes, text="Bổ sung.", written_at=now, written_by=secretary
        ),
    }


def _approvals(congress: Any, secretary: Any) -> dict[str, Any]:
    """A dossier that was returned, one that was approved for another form, and one of results."""
    from tests.factories.approvals import sent_dossiers

    return sent_dossiers(congress, secretary)


def _logistics(cell: Any, congress: Any, secretary: Any) -> dict[str, Any]:
    """A checklist item with its photo, a row of one's own, a hall with somebody on a seat, a paper."""
    from PIL import Image

    from daihoi.files.pictures import taken
    from daihoi.logistics.actions import photos
    from tests.factories import logistics as make
    from tests.factories.meetings import InviteeFactory

    item, kept = make.ChecklistItemFactory.create(congress=congress), io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "PNG")
    hall = make.HallFactory.create(congress=congress)
    invitee = InviteeFactory.create(
        meeting__congress=congress, meeting__kind="congress", person__organization=cell
    )
    return {
        "checklist_item": item,
        "photo": photos.add_photo(item, taken(kept.getvalue(), "anh.png"), actor=secretary),
        "own_row": make.OwnRowFactory.create(organization=cell),
        "hall": hall,
        "called": invitee,
        "seat": hall.taken.create(row=1, number=1, invitee=invitee),
        "measure": make.LocalMeasureFactory.create(organization=cell),
    }


def _counting(congress: Any, teller: Any) -> dict[str, Any]:
    """A ballot whose box is open, one side taken, a paper put aside."""
    from daihoi.elections.actions import counts, doubtful
    from tests.factories.elections import (
        BodyMemberFactory,
        ElectionFactory,
        ListedNameFactory,
        RoundFactory,
    )

    BodyMemberFactory.create(congress=congress, person=teller.person)
    election = ElectionFactory.create(congress=congress, office="inspection_committee")
    ballot = RoundFactory.create(counting=True, election=election)
    ListedNameFactory.create(round=ballot)
    return {
        "counted_round": ballot,
        "count": counts.take_side(ballot, 1, actor=teller),
        "aside_paper": doubtful.put_aside(ballot, "A", "Gạch mờ.", actor=teller),
    }


def _preparing(congress: Any, secretary: Any, teller: Any) -> dict[str, Any]:
    """A roll that waits to be confirmed, an office with a nomination and a vote, a list that is closed."""
    from daihoi.base import clock
    from tests.factories.elections import (
        BodyMemberFactory,
        ElectionFactory,
        ListedNameFactory,
        NominationFactory,
        RollFactory,
        RoundFactory,
    )

    roll = RollFactory.create(congress=congress, confirmed_at=None, confirmed_by=None)
    entry = roll.entries.create(
        person=teller.person, name="Người trong danh sách", name_key="nguoi", standing="official",
        situation="none", attendance="whole",
    )  # fmt: skip
    election = ElectionFactory.create(congress=congress)
    vote = election.votes.create(
        congress=congress, matter="seats", subject="Số lượng", votes_for=1, present=1, passed=True,
        recorded_at=clock.now(), recorded_by=secretary,
    )  # fmt: skip
    listed = RoundFactory.create(election=election, state="listed", style="strike_out", printed=1)
    ListedNameFactory.create(round=listed)
    return {
        "proposed_roll": roll,
        "roll_entry": entry,
        "body_member": BodyMemberFactory.create(congress=congress, body="presidium"),
        "election": election,
        "nomination": NominationFactory.create(election=election),
        "election_vote": vote,
        "listed_round": listed,
    }


def _told(congress: Any) -> dict[str, Any]:
    """A ballot whose result is announced, one seat still open."""
    from tests.elections.counted import announced
    from tests.factories.elections import ElectionFactory

    election = ElectionFactory.create(congress=congress, office="superior_delegate", seats=3)
    round_ = announced([34, 28, 20, 18], base=40, election=election)
    return {"told_round": round_, "told_election": election}


def _scan() -> bytes:
    import pikepdf

    scan, kept = pikepdf.new(), io.BytesIO()
    scan.add_blank_page(page_size=(595, 842))
    scan.save(kept)
    return kept.getvalue()


def _moved(congress: Any, actor: Any) -> Any:
    from daihoi.base import clock

    return congress.day_changes.create(
        kind="postponed", old_on=congress.target_on, old_precision="day", reason="dịch",
        authority="cấp trên", made_at=clock.now(), made_by=actor,
    )  # fmt: skip


def _arguments(things: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """The thing each page is shown for: by its name, else by the noun its name begins with."""
    key = {name: thing.pk for name, thing in things.items()}
    text, grid = (things[name].key.hex for name in ("text", "grid"))
    kept: dict[str, tuple[Any, ...]] = {}
    for page in pages():
        space, _, name = page.rpartition(":")
        told = _EXACT.get(name) or next(
            (thing for start, thing in _NOUNS.get(space, ()) if name.startswith(start)), ""
        )
        if told:
            kept[page] = (key[told],)
    blocks = [page for page in pages() if page.startswith("documents:block_")]
    kept |= dict.fromkeys(blocks, (key["working"], text))
    kept |= {
        "documents:block_add": (key["working"],),
        "documents:block_cell": (key["working"], grid, 0, 0),
        "documents:paragraph_opinions": (key["round"], text),
        "documents:contribution_detail": (key["round"], key["unit"]),
        "documents:contribution_sign": (things["item"].contribution_id,),
        "accounts:session_end": (0,),
        "openid_connect_login": ("khong-co",),
        "openid_connect_callback": ("khong-co",),
        "slip_use": ("KHONGCO",),
        "notifications:mail_confirm": ("khong-co",),
        "notifications:mail_stop": ("khong-co",),
        "home:calendar_feed": ("khong-co",),
    }
    rows = [page for page in pages() if page.startswith("congresses:template_row_")]
    kept |= {page: (key["template"], 0) for page in rows if not page.endswith("add")}
    kept |= {
        "congresses:template_read": (key["organization"], "vn-party-full"),
        "congresses:local_rule_set": (key["congress"], "elections", "majority"),
        "elections:body_name": (key["congress"], "tellers"),
        "elections:round_word": (key["told_round"], "bien-ban"),
        "elections:round_pdf": (key["told_round"], "bien-ban"),
        "elections:congress_word": (key["congress"], "tong-hop"),
        "elections:congress_pdf": (key["congress"], "tong-hop"),
        "registry:paper_make": (key["congress"], "TTDH"),
        "registry:template_add": (key["organization"], "TTDH"),
        "registry:template_read": (key["organization"], "TTDH", "co-san"),
        "check_paper": (things["entry"].check_code,),
        "approvals:dossier_submit": (key["congress"], "duyet"),
        "approvals:line_edit": (key["congress"], "duyet", "BCCT"),
        "approvals:line_attach": (key["congress"], "duyet", "BCCT"),
        **_public_news(things),
        "logistics:hall_place": (key["congress"], 1, 1),
        "programme:version_compare": (key["programme"],),
        "logistics:own_row_change": (key["organization"], "ST09"),
        "meetings:check_in": (things["meeting"].check_in_code,),
        "conduct:screen_show": (things["screen"].code,),
        "meetings:seat_find": (things["meeting"].check_in_code,),
        **dict.fromkeys(
            ("closing:minutes_edit", "closing:minutes_keep", "closing:minutes_follow"),
            (key["congress"], "course"),
        ),
        "meetings:document_places": (key["meeting"], key["document"]),
        "meetings:meeting_paper_make": (key["meeting"], "KLSH"),
        "meetings:invitation_scan": (things["invitee"].code,),
    }
    steps = [page for page in pages() if re.match("personnel:(step|minutes|assessment)_", page)]
    kept |= dict.fromkeys(steps, (key["congress"], "chung", 1))
    ballots = [page for page in pages() if page.startswith("personnel:ballot_")]
    kept |= dict.fromkeys(ballots, (key["congress"], "chung", 1, 1))
    books = [page for page in pages() if re.match("registry:book_(detail|xlsx|docx)", page)]
    return kept | dict.fromkeys(books, (key["organization"], "di"))


def _public_news(things: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """Pages of an open public page, and those of the desk that take more than a number."""
    slug, shown = things["news_site"].slug, things["shown_article"]
    pages_of = ("front", "rss", "atom", "sitemap")
    return {f"news:public_{page}": (slug,) for page in pages_of} | {
        "news:public_article": (slug, shown.pk, "chi-bo-hop-ban-cong-tac-chuan-bi"),
        "news:public_photo": (slug, things["news_photo"].key, "small"),
        "news:revision_detail": (things["article"].pk, 1),
    }


_TEMPLATE_ROW = {
    "code": "M03",
    "name": "Ban hành kế hoạch",
    "days": -80,
    "responsible": ["committee"],
}
_EXACT = {
    "membership_add": "person",
    "office_edit": "office",
    "people_change": "organization",
    "member_roll": "organization",
    "member_roll_export": "organization",
    "account_revoke_all": "organization",
    "account_revoke": "person",
    "account_remove_factor": "person",
    "milestone_add": "congress",
    "task_give": "congress",
    "evidence_add": "task",
    "outside_list": "organization",
    "outside_add": "organization",
    "template_list": "organization",
    "template_add": "organization",
    "unit_remove": "empty_unit",
    "account_give": "newcomer",
    "account_reset": "person",
    "membership_change": "person",
    "office_add": "person",
    "office_end": "office",
    "unit_add": "organization",
    "person_list": "organization",
    "person_add": "organization",
    "member_import": "organization",
    "member_export": "organization",
    "account_list": "organization",
    "account_give_all": "organization",
    "congress_add": "organization",
    "basis_add": "organization",
    "basis_list": "organization",
    "basis_cite": "congress",
    "goal_add": "congress",
    "target_list": "congress",
    "target_add": "congress",
    "higher_list": "congress",
    "higher_add": "congress",
    "recheck_list": "congress",
    "subcommittee_add": "congress",
    "post_add": "subcommittee",
    "document_import": "congress",
    "round_open": "document",
    "version_import": "document",
    "version_start": "document",
    "version_compare": "document",
    "version_export": "document",
    "version_export_docx": "document",
    "version_edit": "working",
    "version_news": "working",
    "version_changes": "working",
    "version_freeze": "working",
    "opinion_add": "round",
    "opinion_agree": "round",
    "opinion_import": "round",
    "groups_propose": "round",
    "paper_opinion_add": "round",
    "table_approve": "round",
}
_NOUNS = {
    "notifications": [("notice_", "notice")],
    "organizations": [
        ("organization_detail", "organization"), ("organization_edit", "organization"),
        ("unit_", "unit"), ("person_", "person"), ("member_import", "members"),
        ("membership_", "membership"),
    ],
    "congresses": [
        ("congress_list", ""), ("congress_", "congress"), ("day_", "congress"), ("goal_", "goal"),
        ("basis_", "basis"), ("recheck_", "recheck"), ("plan", "congress"), ("board", "congress"),
        ("milestone_", "milestone"), ("template_", "template"), ("task_", "task"),
        ("evidence_", "evidence"), ("outside_", "outside"),
        ("subcommittee_", "subcommittee"), ("post_", "post"),
        ("target_", "target"), ("higher_", "higher"),
        ("rule_book", "congress"), ("local_rule_", "local_rule"),
    ],
    "documents": [
        ("document_list", ""), ("document_states", ""), ("document_", "document"),
        ("version_", "version"), ("draft_", "draft"), ("round_", "round"), ("change_", "change"),
        ("opinion_table", "document"), ("table_deposit", "document"), ("opinion_import", "listed"), ("opinion_", "opinion"),
        ("contribution_item", "item"), ("returned_list", "document"), ("returned_upload", "document"),
        ("returned_send", "round"), ("returned_review", "version"), ("returned_decide_many", "version"),
        ("returned_apply", "version"), ("returned_decide", "point"), ("returned_take", "point"),
        ("returned_", "copy"), ("superior_close", "round"), ("superior_", "congress"),
    ],
    "approvals": [
        ("dossier", "congress"), ("confirmation", "congress"), ("attachment_", "attachment"),
        ("submission_", "submission"), ("validity_", "submission"), ("sealed_", "submission"),
        ("appraisal_", "submission"), ("results_", "results"), ("item_", "sent_item"),
        ("file_", "sent_file"),
    ],
    "registry": [
        ("paper_list", "congress"), ("paper_", "paper"), ("template_list", "organization"),
        ("field_list", "organization"), ("template_", "paper_template"),
        ("register_list", "organization"), ("register_add", "congress"), ("register_", "entry"),
        ("term_list", "organization"), ("term_begin", "organization"), ("term_", "congress"),
        ("incoming_list", "organization"), ("incoming_add", "organization"),
        ("incoming_basis", "basis"), ("incoming_", "incoming"), ("book_list", "organization"),
        ("dossier_list", "congress"), ("dossier_add", "congress"), ("dossier_pdf", "sealed"),
        ("dossier_archive", "sealed"), ("dossier_", "dossier"), ("item_", "dossier_item"),
        ("passage_list", "organization"), ("passage_add", "organization"), ("passage_", "passage"),
    ],
    "personnel": [
        ("candidate_add", "congress"), ("candidate_", "candidate"), ("file_list", "congress"),
        ("file_add", "candidate"), ("file_", "candidate_file"), ("", "congress"),
    ],
    "programme": [
        ("programme_detail", "congress"), ("programme_begin", "congress"), ("version_list", "congress"),
        ("conductor_", "congress"), ("programme_", "programme"), ("version_", "programme"),
        ("item_add", "programme"), ("item_", "programme_item"),
        ("script_detail", "congress"), ("script_build", "congress"), ("script_", "script"),
        ("difference_", "script"), ("line_", "script_line"),
        ("speech_list", "congress"), ("speech_print", "congress"), ("speech_add", "congress"),
        ("speech_", "speech"),
    ],
    "conduct": [
        ("item_add", "congress"), ("item_next", "congress"), ("item_stop", "congress"),
        ("item_back", "congress"), ("item_", "run_item"), ("question_open", "run_item"),
        ("question_", "question"), ("turn_list", "congress"),
        ("turn_load", "congress"), ("turn_add", "congress"), ("turn_pick", "congress"),
        ("turn_ask", "congress"), ("turn_", "turn"),
        ("screen_list", "congress"), ("screen_", "screen"), ("", "congress"),
    ],
    "closing": [
        ("aftermath_strike", "handover"), ("minutes_addition_", "minutes_addition"), ("", "congress"),
    ],
    "resolutions": [
        ("clause_add", "congress"), ("clause_show", "congress"), ("clause_", "resolution_clause"),
        ("amendment_add", "resolution_clause"), ("amendment_", "amendment"),
        ("target_", "resolution_target"), ("", "congress"),
    ],
    "news": [
        ("article_list", "organization"), ("article_add", "organization"),
        ("article_import", "organization"), ("site_", "organization"),
        ("article_publish", "shown_article"), ("article_correct", "shown_article"),
        ("article_withdraw", "shown_article"), ("article_restore", "shown_article"),
        ("article_", "article"), ("source_", "article"), ("slip_", "article"),
        ("passage_", "article"), ("related_", "article"),
        ("photo_add", "article"), ("photo_", "news_photo"),
        ("propaganda_plan", "congress"), ("propaganda_export", "congress"),
        ("propaganda_add", "congress"), ("propaganda_", "propaganda_item"),
        ("entry_", "propaganda_entry"),
    ],
    "meetings": [
        ("meeting_list", ""), ("meeting_add", ""), ("meeting_", "meeting"), ("item_add", "meeting"),
        ("item_", "agenda_item"), ("roll_", "meeting"), ("invitee_add", "meeting"),
        ("guest_edit", "guest"), ("guest_", "meeting"), ("invitee_", "invitee"),
        ("attendance_book", "organization"), ("attendance", "meeting"), ("check_in_", "meeting"),
        ("written_answer", "written_item"), ("written_", "written"),
        ("minutes_addition_sign", "addition"), ("minutes_", "meeting"),
        ("statement_add", "meeting"), ("vote_add", "meeting"), ("conclusion_add", "meeting"),
        ("conclusions_", "meeting"), ("statement_", "statement"), ("vote_", "hand_vote"),
        ("conclusion_", "conclusion"), ("preparation_list", ""), ("preparation_", "statement"),
        ("station", "meeting"), ("group_", "meeting"), ("hall_", ""),
    ],
    "elections": [
        ("overview", "congress"), ("roll_entry", "roll_entry"), ("roll_confirm", "proposed_roll"),
        ("roll_drop", "proposed_roll"), ("roll_", "congress"), ("body_release", "body_member"),
        ("body_", "congress"), ("election_start", "congress"), ("election_add", "congress"),
        ("election_finish", "told_election"), ("election_", "election"),
        ("poll_", "election"), ("nomination_take", "election"), ("nomination_add", "election"),
        ("nomination_", "nomination"), ("slate_", "election"), ("vote_", "election_vote"),
        ("ballot_", "listed_round"), ("box_", "listed_round"), ("list_", "listed_round"),
        ("round_take_", "listed_round"),
        ("count_ruling", "aside_paper"), ("count_give_back", "aside_paper"),
        ("count_take_over", "count"), ("count_take", "counted_round"),
        ("count_round", "counted_round"), ("count_aside", "counted_round"),
        ("count_agree", "counted_round"), ("count_recount", "counted_round"),
        ("count_", "count"),
        ("result_list", "congress"), ("recount_", "told_round"), ("result_", "told_round"), ("hall", "congress"),
        ("continuation_", "told_election"), ("next_round_", "told_election"),
        ("election_finish", "told_election"), ("appointment_", "told_election"),
    ],
    "logistics": [
        ("item_add", "congress"), ("item_", "checklist_item"), ("photo_add", "checklist_item"),
        ("photo_", "photo"), ("own_row_list", "organization"), ("own_row_add", "organization"),
        ("own_row_", "own_row"), ("seat_", "seat"), ("measure_add", "congress"),
        ("measure_", "measure"), ("declaration_give", "called"),
        ("declaration_measure", "called"), ("", "congress"),
    ],
}  # fmt: skip


def _word_file() -> bytes:
    from docx import Document

    paper, kept = Document(), io.BytesIO()
    paper.add_heading("I. KẾT QUẢ", 1)
    paper.add_paragraph("Chi bộ hoàn thành nhiệm vụ.")
    paper.add_table(1, 2).rows[0].cells[0].text = "Chỉ tiêu"
    paper.save(kept)
    return kept.getvalue()


def _member_list() -> bytes:
    return _sheet(["Họ và tên", "Ngày sinh"], ["Nông Thị Ngân", "1980"])


def _opinion_list(name: str) -> bytes:
    from daihoi.base import clock

    day = clock.today().strftime("%d/%m/%Y")
    headers = ["Người/đơn vị góp ý", "Ngày góp ý", "Nội dung góp ý"]
    return _sheet(headers, [name, day, "Nên nêu rõ hơn."])


def _sheet(*lines: list[str]) -> bytes:
    from openpyxl import Workbook

    book, kept = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(kept)
    return kept.getvalue()


def _in_a_place_of_its_own(work: Callable[[], str]) -> str:
    """Do it on a new database and a folder that is gone afterwards."""
    from django.db import connection
    from django.test.utils import override_settings, setup_test_environment

    setup_test_environment(debug=False)
    connection.creation.create_test_db(verbosity=0)
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(
            MEDIA_ROOT=Path(folder),
            STATIC_ROOT=Path(folder) / "static",
            STORAGES={
                "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
                "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
            },
        ),
    ):
        return work()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    import django

    django.setup()
    sys.stdout.write(_in_a_place_of_its_own(document))
