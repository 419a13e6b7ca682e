"""Two people at one paper or one template at the same moment: one is kept, the other is told."""

from functools import partial

import pytest
from django.http import QueryDict

from daihoi.base.errors import Conflict
from daihoi.papers.fields import Box, texts_of
from daihoi.registry.actions import papers as actions
from daihoi.registry.actions import templates
from daihoi.registry.forms.papers import FillForm
from daihoi.registry.models import Paper, PaperTemplate
from daihoi.registry.queries.filling import template_of
from daihoi.registry.queries.templates import paper_of_template
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.documents.at_once import at_once
from tests.registry.office import DAY, an_office
from tests.registry.test_numbering_concurrency import refusals

pytestmark = pytest.mark.django_db(transaction=True)
GUEST = "người được mời"


def test_of_two_who_fill_one_paper_one_is_kept_and_the_other_sees_both() -> None:
    office = an_office()
    kind = CATALOGUE["GMOI"]
    paper = actions.make_paper(office.congress, kind, skeletons()["GMOI"], actor=office.secretary)
    people = (office.clerk, office.secretary)

    outcome = at_once(
        *(
            partial(actions.fill_fields, paper, {GUEST: f"Bản của {n}"}, revision=1, actor=actor)
            for n, actor in enumerate(people)
        )
    )

    [refusal] = refusals(outcome)
    kept = Paper.objects.get()
    assert isinstance(refusal, Conflict)
    assert refusal.code == "outdated"
    assert kept.revision == 2
    assert kept.values[GUEST] in {"Bản của 0", "Bản của 1"}
    lost = "Bản của 1" if kept.values[GUEST] == "Bản của 0" else "Bản của 0"
    typed = QueryDict(mutable=True)
    typed.update({"revision": "1", "f0": lost})
    form = FillForm(typed, paper=paper, missing=[GUEST], typed=list(paper.values))
    assert form.is_valid()
    form.tell(refusal, kept)
    assert form["f0"].value() == lost
    assert kept.values[GUEST] in str(form.errors["f0"])


def test_of_two_who_change_one_text_none_is_lost_unseen() -> None:
    office = an_office()
    kind = CATALOGUE["GMOI"]
    paper = actions.make_paper(office.congress, kind, skeletons()["GMOI"], actor=office.secretary)

    outcome = at_once(
        *(
            partial(
                actions.edit_texts,
                paper,
                {Box.RECIPIENTS: f"Nơi {n}"},
                revision=1,
                actor=office.secretary,
            )
            for n in range(4)
        )
    )

    assert [each.code for each in refusals(outcome)] == ["outdated"] * 3  # type: ignore[attr-defined]
    kept = Paper.objects.get()
    assert (kept.revision, texts_of(template_of(kept))[Box.RECIPIENTS][:4]) == (2, "Nơi ")


def test_of_two_who_change_one_template_one_is_told() -> None:
    office = an_office()
    kind = CATALOGUE["GMOI"]
    template = templates.add_paper_template(
        office.cell, kind, "Mẫu", skeletons()["GMOI"], actor=office.secretary
    )

    outcome = at_once(
        *(
            partial(
                templates.edit_paper_template,
                template,
                {Box.SUBJECT: f"lời {n}"},
                revision=1,
                actor=office.secretary,
            )
            for n in range(2)
        )
    )

    [refusal] = refusals(outcome)
    assert isinstance(refusal, Conflict)
    kept = PaperTemplate.objects.get()
    assert kept.revision == 2
    assert texts_of(paper_of_template(kept))[Box.SUBJECT] in {"lời 0", "lời 1"}


def test_a_paper_is_issued_as_it_was_shown_or_not_at_all() -> None:
    """Who issues while another fills issues what the page showed, or is told."""
    office = an_office()
    paper = office.paper()

    outcome = at_once(
        partial(office.issue, paper, DAY, by=office.clerk),
        partial(
            actions.edit_texts,
            paper,
            {Box.RECIPIENTS: "Nơi khác"},
            revision=1,
            actor=office.secretary,
        ),
    )

    for refusal in refusals(outcome):
        assert isinstance(refusal, Conflict)
    kept = Paper.objects.get()
    issued = kept.congress.register_entries.get()
    changed = texts_of(template_of(kept))[Box.RECIPIENTS] == "Nơi khác"
    assert changed == (len(refusals(outcome)) == 0)
    assert (issued.recipients == "Nơi khác") == changed
