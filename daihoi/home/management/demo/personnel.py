"""The personnel plan of the cell: who was considered, introduced, dropped; ready before the dossier.

Each step of the file names what is done (``do``), when (``at``) and by whom (``by``); the methods
of `PersonnelStory` are those steps.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from daihoi.accounts.models import User
from daihoi.congresses.models import Congress
from daihoi.home.management.demo.calendar import Calendar
from daihoi.home.management.demo.cast import Cast
from daihoi.home.management.demo.sources import word_file
from daihoi.personnel.actions import assessing, candidates, files, listing, plans, steps
from daihoi.personnel.models import Candidate, PersonnelPlan, StepMeeting
from daihoi.rules.personnel.steps import Round

Told = Mapping[str, Any]
ROUND = Round.ALL


def put_personnel(calendar: Calendar, congress: Congress, told: Told, cast: Cast) -> None:
    """Every step of the file, at its moment."""
    story = PersonnelStory(congress, cast)
    for step in told["steps"]:
        calendar.add(step["at"], partial(story.do, step))


class PersonnelStory:
    def __init__(self, congress: Congress, cast: Cast) -> None:
        self._congress, self._cast = congress, cast

    def do(self, told: Told) -> None:
        actor = self._cast.account(self._cast.person(told["by"]))
        getattr(self, told["do"])(told, actor)

    def begin(self, told: Told, actor: User) -> None:
        made = plans.begin_plan(self._congress, actor=actor)
        plans.set_plan(made, told["plan"], actor=actor)

    def consider(self, told: Told, actor: User) -> None:
        for row in told["people"]:
            values = {name: value for name, value in row.items() if name != "name"}
            person = self._cast.person(row["name"])
            candidates.add_candidate(self._plan, person, values, actor=actor)

    def drop(self, told: Told, actor: User) -> None:
        candidates.drop_candidate(self._candidate(told["name"]), told["reason"], actor=actor)

    def add_paper(self, told: Told, actor: User) -> None:
        """The same paper of several people, each in a file of his own."""
        for name in told["people"]:
            content = word_file(told["title"], f"# {told['title'].upper()}\n{name}")
            files.add_file(
                self._candidate(name),
                told["code"],
                told["at"].date(),
                content,
                f"{told['title']}.docx",
                actor=actor,
            )

    def hold(self, told: Told, actor: User) -> None:
        """One step of the procedure from its writing down to its end, with its ballot if it has one."""
        values = {"on": told["at"].date(), **told["values"]}
        held = steps.write_step(self._plan, ROUND, told["number"], values, actor=actor)
        if "votes" in told:
            votes = {self._candidate(name).pk: n for name, n in told["votes"].items()}
            steps.set_ballot(held, 1, told["papers"], votes, actor=actor)
        if "assessed" in told:
            judged = {
                self._candidate(name).pk: (True, why) for name, why in told["assessed"].items()
            }
            assessing.assess_people(held, judged, actor=actor)
        steps.finish_step(StepMeeting.objects.get(pk=held.pk), actor=actor)

    def settle_list(self, _told: Told, actor: User) -> None:
        listing.settle_list(self._plan, actor=actor)

    def settle_plan(self, told: Told, actor: User) -> None:
        plans.settle_plan(self._plan, told["at"].date(), actor=actor)

    @property
    def _plan(self) -> PersonnelPlan:
        """As it stands now."""
        return PersonnelPlan.objects.select_related("congress__organization", "subcommittee").get(
            congress=self._congress
        )

    def _candidate(self, name: str) -> Candidate:
        people = self._plan.candidates.select_related("person", "plan__congress__organization")
        return people.get(person=self._cast.person(name))
