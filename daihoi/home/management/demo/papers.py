"""The papers of a congress: written, numbered, received, put together in dossiers."""

from datetime import datetime
from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.documents.actions import deposits
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.organizations.models import OfficeKind
from daihoi.papers.fields import Box, paper_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import profile_on
from daihoi.papers.typesetting import write_pdf
from daihoi.registry.actions import dossiers, incoming, papers, register, terms
from daihoi.registry.models import Dossier, Paper
from daihoi.registry.queries.issuing import Choice
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE, SeriesKind
from daihoi.vietnamese.dates import DateStyle, format_date

SITE = "http://localhost:8000"  # where `daihoi demo` listens, as the QR codes say
DECIDED = ("type", "kind", "signer", "recipients", "copies", "pages")
CAME = ("received_on", "number", "issued_on", "issuer", "subject", "kind", "note")


class PaperStory:
    """What the file of papers tells, put on a calendar; the clerk acts unless it says otherwise."""

    def __init__(self, congress: Congress, told: dict[str, Any], cast: Cast) -> None:
        self._congress = congress
        self._told = told
        self._cast = cast
        clerk = congress.organization.people.get(offices__kind=OfficeKind.CLERK)
        self._clerk = cast.account(clerk)

    def put_on(self, calendar: Calendar) -> None:
        told = self._told
        calendar.add(told["used"]["at"], self._begin_series)
        for body in self._congress.subcommittees.order_by("decision_on", "decision_number"):
            if body.decision_on:
                moment = datetime.combine(body.decision_on, told["decisions"]["entered_at"])
                calendar.add(moment, partial(self._enter_decision, body))
        for each in told["incoming"]:
            calendar.add(each["at"], partial(self._receive, each))
        for each in told["papers"]:
            calendar.add(each["made_at"], partial(self._make, each))
            if "issued_at" in each:
                calendar.add(each["issued_at"], partial(self._issue, each))
        for each in told["deposits"]:
            calendar.add(each["at"], partial(self._deposit, each))
        for each in told["dossiers"]:
            calendar.add(each["made_at"], partial(self._put_together, each))
            if "sealed_at" in each:
                calendar.add(each["sealed_at"], partial(self._seal, each))

    def _begin_series(self) -> None:
        """The numbers of the paper register go on: a term does not end with the year (N5)."""
        told = self._told["used"]
        for type_, used in told["numbers"].items():
            terms.begin_series(
                self._congress.organization, type_, used, told["reason"], actor=self._clerk
            )

    def _enter_decision(self, body: Subcommittee) -> None:
        told = self._told["decisions"]
        values = {name: told[name] for name in DECIDED}
        values |= {
            "subject": told["subject"].format(name=body.name),
            "issued_on": body.decision_on,
            "note": "",
            "is_restricted": False,
        }
        entry = register.enter_outside(
            self._congress, values, series=SeriesKind.COMMITTEE, actor=self._clerk
        )
        if entry.symbol != body.decision_number:
            raise ValueError(f"{body} was decided by {body.decision_number}, not {entry.symbol}")

    def _receive(self, told: dict[str, Any]) -> None:
        """A paper that came in: one that is a basis already, or with its file."""
        known: dict[str, Any] = {}
        values = {name: told[name] for name in CAME if name in told}
        if told.get("basis"):
            basis = self._congress.bases.get(number=told["number"], issued_on=told["issued_on"])
            values |= {"issuer": basis.issuer, "subject": basis.subject}
            known["basis"] = basis
        if "text" in told:
            known |= {"content": _scan(told), "file_name": told["file_name"]}
        values["congress"] = self._congress
        incoming.add_incoming(self._congress.organization, values, **known, actor=self._clerk)

    def _make(self, told: dict[str, Any]) -> None:
        actor, code = self._actor(told), told["kind"]
        body = self._congress.subcommittees.filter(name=told.get("body", "")).first()
        made = papers.make_paper(
            self._congress,
            CATALOGUE[code],
            skeletons(self._congress.organization.family)[code],
            subcommittee=body,
            actor=actor,
        )
        if "fills" in told:
            papers.fill_fields(made, told["fills"], revision=made.revision, actor=actor)

    def _issue(self, told: dict[str, Any]) -> None:
        choice = Choice(dated_on=told["issued_at"].date(), copies=told["copies"])
        register.issue(self._paper(told["kind"]), choice, site=SITE, actor=self._clerk)

    def _deposit(self, told: dict[str, Any]) -> None:
        document = self._congress.documents.get(title=told["document"])
        if told.get("table"):
            deposits.deposit_table(document, actor=self._cast.head)
            return
        frozen = document.versions.exclude(frozen_at=None).latest("number")
        deposits.deposit_version(frozen, actor=self._cast.head)

    def _put_together(self, told: dict[str, Any]) -> None:
        chosen = [self._paper(code) for code in told["papers"]]
        dossiers.make_dossier(
            self._congress, name=told["name"], papers=chosen, actor=self._actor(told)
        )

    def _seal(self, told: dict[str, Any]) -> None:
        made = Dossier.objects.get(congress=self._congress, name=told["name"])
        dossiers.seal_dossier(made, actor=self._actor(told))

    def _paper(self, code: str) -> Paper:
        return self._congress.papers.get(kind=code)

    def _actor(self, told: dict[str, Any]) -> User:
        return self._cast.account(self._cast.person(told["by"])) if "by" in told else self._clerk


def _scan(told: dict[str, Any]) -> bytes:
    """The paper as its sender issued it, on A4."""
    day = format_date(told["issued_on"], DateStyle.LONG)
    texts = {
        Box.SUPERIOR: "TỈNH ỦY LẠNG SƠN",
        Box.ISSUER: "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
        Box.NUMBER: f"Số {told['number']}",
        Box.PLACE_AND_DATE: f"Lạng Sơn, {day}",
        Box.TYPE_NAME: "THÔNG BÁO",
        Box.SUBJECT: told["subject"],
        Box.BLOCKS: told["text"],
        Box.SIGNATURES: "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLưu Thị Phương",
        Box.RECIPIENTS: "Chi bộ Cục Thi hành án dân sự tỉnh\nLưu Văn phòng Đảng ủy Khối",
    }
    profile = profile_on(told["issued_on"], is_state=False)
    return write_pdf(paper_of(texts, OfficialPaper(issuer=())), profile)
