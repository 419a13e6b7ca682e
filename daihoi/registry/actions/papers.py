"""Papers while they are written: begun from a template, filled, changed, their form chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from daihoi.accounts.models import User
from daihoi.accounts.permissions import require
from daihoi.audit.actions import record
from daihoi.base import clock
from daihoi.base.errors import Conflict, NotFound, RuleBroken
from daihoi.congresses.models import Congress, Subcommittee
from daihoi.papers.fields import Box, field_key, field_names, fields_in, paper_of, texts_of
from daihoi.papers.official import OfficialPaper
from daihoi.papers.outline import Block, plain
from daihoi.papers.profiles import PROFILES
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import (
    DEPOSITED,
    kept_blocks,
    official_paper,
    sources_of,
    template_of,
)
from daihoi.registry.queries.papers import writing
from daihoi.registry.queries.register import reads_restricted
from daihoi.registry.queries.signers import signed_by, signer_choices
from daihoi.registry.queries.templates import problem_lines, problems_of
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE, PaperKind

FORM_FIELDS = ("secrecy", "urgency", "circulation", "typist", "contact", "landscape")
LONGEST_VALUE = 20_000


@transaction.atomic
def make_paper(
    congress: Congress,
    kind: PaperKind,
    template: OfficialPaper,
    *,
    subcommittee: Subcommittee | None = None,
    form_key: UUID | None = None,
    actor: User,
) -> Paper:
    """Begin a paper from a template; later changes of the template do not touch it.

    ``form_key`` is the page's: sent twice, the one paper is given again.
    """
    require(actor, writing(kind), at=subcommittee or congress)
    _require_body(congress, kind, subcommittee, actor)
    Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    if made := _made_before(congress, kind, form_key, actor):
        return made
    if problems := problem_lines(problems_of(template)):
        where, said = problems[0]
        raise RuleBroken(f"{where}: {said}", code="broken_template")
    paper = _begin(congress, kind, template, subcommittee, form_key=form_key, actor=actor)
    record("registry.make_paper", paper, actor=actor, after=_told(paper), context=paper)
    return paper


@transaction.atomic
def fill_fields(paper: Paper, values: Mapping[str, str], *, revision: int, actor: User) -> Paper:
    """Keep what somebody typed into gaps; an empty text takes a value back."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, revision, actor)
    _refuse_long(values.values())
    kept = dict(locked.values)
    for name, text in values.items():
        key = field_key(name)
        if text.strip():
            kept[key] = text.strip()
        else:
            kept.pop(key, None)
    before = {
        name: locked.values.get(name, "") for name in kept if locked.values.get(name) != kept[name]
    }
    locked.values = kept
    _save(locked, "values")
    record(
        "registry.fill_fields",
        locked,
        actor=actor,
        before=before,
        after={name: kept[name] for name in before},
        context=locked,
    )
    return locked


@transaction.atomic
def edit_texts(paper: Paper, texts: Mapping[Box, str], *, revision: int, actor: User) -> Paper:
    """Change boxes of the paper as typed texts; those not given stay."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, revision, actor)
    _refuse_long(texts.values(), longest=400_000)
    old = template_of(locked)
    before = texts_of(old)
    # A box whose text is as before keeps all it held, also what typed text cannot say.
    changed = {box: text for box, text in texts.items() if text.strip() != before[box].strip()}
    made = paper_of(changed, old)
    if problems := problem_lines(problems_of(made)):
        where, said = problems[0]
        raise RuleBroken(f"{where}: {said}", code="broken_field")
    locked.content = made.to_json()
    _save(locked, "content")
    record(
        "registry.edit_texts",
        locked,
        actor=actor,
        before={box.value: before[box] for box in changed},
        after={box.value: text for box, text in changed.items()},
        context=locked,
    )
    return locked


@transaction.atomic
def set_form(paper: Paper, values: Mapping[str, Any], *, revision: int, actor: User) -> Paper:
    """Choose layout, day, secrecy, urgency and what else stands around the text."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, revision, actor)
    profile = values.get("profile", locked.profile)
    if profile and profile not in PROFILES:
        raise NotFound
    before = {"profile": locked.profile, "dated_on": locked.dated_on}
    locked.profile = profile
    locked.dated_on = values.get("dated_on", locked.dated_on)
    boxes = {name: values[name] for name in FORM_FIELDS if name in values}
    locked.content = replace(template_of(locked), **boxes).to_json()
    _save(locked, "profile", "dated_on", "content")
    after = {"profile": profile, "dated_on": locked.dated_on, **boxes}
    record("registry.set_form", locked, actor=actor, before=before, after=after, context=locked)
    return locked


@transaction.atomic
def choose_signer(paper: Paper, key: str, *, revision: int, actor: User) -> Paper:
    """Put another signature under the paper, with the marks of authority that its post has."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, revision, actor)
    choice = next((each for each in signer_choices(locked) if each.key == key), None)
    if choice is None:
        raise NotFound
    old = template_of(locked)
    before = {"signature": texts_of(old)[Box.SIGNATURES]}
    locked.content = signed_by(old, choice).to_json()
    _save(locked, "content")
    after = {"signature": "\n".join(choice.lines)}
    record(
        "registry.choose_signer", locked, actor=actor, before=before, after=after, context=locked
    )
    return locked


@transaction.atomic
def raise_draft(paper: Paper, *, actor: User) -> Paper:
    """The next draft: "Dự thảo lần n" goes up by one."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, None, actor)
    before = {"draft": locked.draft}
    locked.draft += 1
    _save(locked, "draft")
    after = {"draft": locked.draft}
    record("registry.raise_draft", locked, actor=actor, before=before, after=after, context=locked)
    return locked


@transaction.atomic
def remove_paper(paper: Paper, *, actor: User) -> None:
    """Take back a paper that was begun by mistake; one that has a number stays in the register."""
    require(actor, writing(CATALOGUE[paper.kind]), at=paper)
    locked = _locked(paper, None, actor)
    if locked.draft > 1:
        raise RuleBroken(
            _("Văn bản đã qua nhiều lần dự thảo nên không xóa được."), code="paper_in_use"
        )
    record(
        "registry.remove_paper",
        locked,
        actor=actor,
        before={**_told(locked), "content": locked.content, "values": locked.values},
        context=locked,
    )
    locked.delete()


@transaction.atomic
def deposit(
    congress: Congress,
    kind: PaperKind,
    blocks: Iterable[Block],
    *,
    source: str,
    source_label: str,
    values: Mapping[str, str] | None = None,
    left_out: Iterable[Block] = (),
    template: OfficialPaper | None = None,
    subcommittee: Subcommittee | None = None,
    actor: User,
) -> Paper:
    """Put a finished text of another app into a paper; a newer one replaces it until it is issued.

    ``source`` names what the text belongs to ("documents.document:3"): each has a paper of its
    own. ``source_label`` says which text it is ("Báo cáo chính trị, bản 4"), ``values`` fills
    fields around it; what was ``left_out`` of the text is told on the paper's page. ``template``: the
    text has a head and signatures of its own, and takes no paper that waits for another of its kind.
    """
    require(actor, writing(kind), at=subcommittee or congress)
    _require_body(congress, kind, subcommittee, actor)
    Congress.objects.select_for_update(no_key=True).get(pk=congress.pk)
    paper = _deposited_before(congress, kind, source, may_wait=template is None)
    if paper is None:
        own = template or skeletons(congress.organization.family)[kind.code]
        paper = _begin(congress, kind, own, subcommittee, actor=actor)
        before: dict[str, Any] = {}
    else:
        paper = _locked(paper, None, actor)
        before = {"source": paper.source, "label": paper.source_label}
    begun = template_of(paper)
    if paper.body is None and not set(DEPOSITED) & set(field_names(begun)):
        # The text replaces the template's whole; its annexes belonged to that.
        paper.content = replace(begun, blocks=(), annexes=()).to_json()
    paper.body = kept_blocks(blocks, left_out=left_out)
    paper.values = {**paper.values, **(values or {})}
    paper.source, paper.source_label = source, source_label[:200]
    _save(paper, "body", "source", "source_label", "content", "values")
    after = {"source": source, "label": source_label}
    record("registry.deposit", paper, actor=actor, before=before, after=after, context=paper)
    return paper


def _deposited_before(
    congress: Congress, kind: PaperKind, source: str, *, may_wait: bool
) -> Paper | None:
    """The paper, not issued yet, that an earlier text of ``source`` lies in, or that waits for one."""
    papers = Paper.objects.filter(congress=congress, kind=kind.code, entry__isnull=True)
    found = list(papers.filter(source__in=[source, ""]).order_by("pk"))
    own = next((paper for paper in found if paper.source == source), None)
    return own or (found[0] if found and may_wait and kind.at_least == 1 else None)


def _made_before(
    congress: Congress, kind: PaperKind, form_key: UUID | None, actor: User
) -> Paper | None:
    """The paper that the same page made a moment ago; a key of anything else is `NotFound`."""
    made = Paper.objects.filter(form_key=form_key).first() if form_key else None
    if made and (made.congress_id, made.kind, made.created_by_id) != (
        congress.pk,
        kind.code,
        actor.pk,
    ):
        raise NotFound
    return made


def _begin(
    congress: Congress,
    kind: PaperKind,
    template: OfficialPaper,
    subcommittee: Subcommittee | None,
    *,
    form_key: UUID | None = None,
    actor: User,
) -> Paper:
    now = clock.now()
    paper = Paper(
        congress=congress,
        subcommittee=subcommittee,
        kind=kind.code,
        content=replace(template, landscape=template.landscape or kind.is_landscape).to_json(),
        form_key=form_key,
        created_by=actor,
        created_at=now,
        updated_at=now,
    )
    paper.subject = _subject(paper)
    paper.save()
    return paper


def _subject(paper: Paper) -> str:
    """Type and subject as they read today, for lists: "Báo cáo chính trị trình Đại hội …"."""
    template = template_of(paper)
    heads = [plain(template.type_name), plain(template.subject)]
    named = {field.name for head in heads for *_at, field in fields_in(head)}
    known = sources_of(paper.congress, paper.dated_on, wanted=named)
    filled = official_paper(paper, sources=known)
    type_name, words = plain(filled.type_name).capitalize(), plain(filled.subject)
    said = " ".join(f"{type_name} {words}".split())
    return said[:1].upper() + said[1:400] or CATALOGUE[paper.kind].name


def _save(paper: Paper, *fields: str) -> None:
    paper.revision += 1
    paper.updated_at = clock.now()
    if "content" in fields or "values" in fields:
        paper.subject = _subject(paper)
        fields = (*fields, "subject")
    paper.save(update_fields=[*{*fields, "revision", "updated_at"}])


def _locked(paper: Paper, revision: int | None, actor: User) -> Paper:
    locked = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("congress__organization__parent", "subcommittee")
        .get(pk=paper.pk)
    )
    _require_body(locked.congress, CATALOGUE[locked.kind], locked.subcommittee, actor)
    if hasattr(locked, "entry"):
        raise Conflict(
            _("Văn bản đã ban hành nên không sửa được nữa."),
            code="already_issued",
            advice=_("Nếu có sai sót, hãy hủy văn bản trong sổ rồi ban hành bản thay thế."),
        )
    if revision is not None and locked.revision != revision:
        raise Conflict(
            _("Người khác đã sửa văn bản này từ lúc đồng chí mở trang."),
            code="outdated",
            advice=_(
                "Hãy so với điều đang lưu ghi dưới mỗi ô; lưu lần nữa là thay bằng bản của đồng chí."
            ),
        )
    return locked


def _require_body(
    congress: Congress, kind: PaperKind, subcommittee: Subcommittee | None, actor: User
) -> None:
    """Papers on personnel are for the committee and their own body: for others they are not there."""
    is_closed = kind.is_restricted or (subcommittee is not None and subcommittee.is_restricted)
    if is_closed and not reads_restricted(actor, congress):
        raise NotFound
    if kind.is_incoming:
        raise NotFound


def _refuse_long(texts: Iterable[str], longest: int = LONGEST_VALUE) -> None:
    if any(len(text) > longest for text in texts):
        raise RuleBroken(
            _("Nội dung một ô dài quá %(limit)s chữ.") % {"limit": longest}, code="too_long"
        )


def _told(paper: Paper) -> dict[str, Any]:
    return {"kind": paper.kind, "subject": paper.subject, "subcommittee": paper.subcommittee_id}
