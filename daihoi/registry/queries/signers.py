"""Who may sign a paper, and with which marks of authority (36-HD, mục 1.7)."""

from collections.abc import Iterator
from dataclasses import dataclass

from daihoi.base import clock
from daihoi.congresses.models import SubcommitteePost
from daihoi.organizations.models import Office, OfficeKind
from daihoi.organizations.queries.facts import committee_on
from daihoi.organizations.queries.memberships import in_force
from daihoi.papers.fields import Box, paper_of, texts_of
from daihoi.papers.official import OfficialPaper
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import template_of
from daihoi.rules.papers import CATALOGUE, Issuer

Post = SubcommitteePost.Post


@dataclass(frozen=True, slots=True)
class SignerChoice:
    """One way to sign; ``lines`` as they stand under the text, the name last."""

    key: str
    lines: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.lines[-1]}: {', '.join(self.lines[:-1])}"


def signer_choices(paper: Paper) -> list[SignerChoice]:
    """Those in office on the day of the paper; none for a paper no committee or body signs alone."""
    if len(template_of(paper).signatures) != 1:
        return []
    day = paper.dated_on or clock.today()
    issuers = CATALOGUE[paper.kind].issuers
    if Issuer.SUBCOMMITTEE in issuers and paper.subcommittee is not None:
        posts = paper.subcommittee.posts.filter(
            in_force(day), post__in=[Post.HEAD, Post.DEPUTY]
        ).select_related("person")
        return [_of_post(post) for post in sorted(posts, key=lambda p: p.post != Post.HEAD)]
    if Issuer.COMMITTEE in issuers:
        organization = paper.congress.organization
        committee = committee_on(organization, day)
        says = organization.family.says
        return [
            SignerChoice(key, (*map(says, marks), office.person.full_name))
            for office in committee
            for key, marks in _marks_of(office)
        ]
    return []


def signed_by(paper: OfficialPaper, choice: SignerChoice) -> OfficialPaper:
    """The paper with this one signature; room for a seal stays."""
    return paper_of({Box.SIGNATURES: "\n".join(choice.lines)}, paper)


def signer_key(paper: Paper, choices: list[SignerChoice]) -> str:
    """The choice that the paper bears now; "" for none of them."""
    now = texts_of(template_of(paper))[Box.SIGNATURES]
    return next((each.key for each in choices if "\n".join(each.lines) == now), "")


def _marks_of(office: Office) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way an office signs, in the words of the house."""
    behalf = "T/M CHI ỦY"
    if office.kind == OfficeKind.SECRETARY:
        yield f"{office.pk}", (behalf, "BÍ THƯ")
    elif office.kind == OfficeKind.DEPUTY_SECRETARY:
        yield f"{office.pk}", (behalf, "PHÓ BÍ THƯ")
        yield f"{office.pk}-kt", (behalf, "K/T BÍ THƯ", "PHÓ BÍ THƯ")
    else:
        yield f"{office.pk}", (behalf, "CHI ỦY VIÊN")


def _of_post(post: SubcommitteePost) -> SignerChoice:
    name = post.person.full_name
    if post.post == Post.HEAD:
        return SignerChoice(f"p{post.pk}", ("TRƯỞNG TIỂU BAN", name))
    return SignerChoice(f"p{post.pk}", ("K/T TRƯỞNG TIỂU BAN", "PHÓ TRƯỞNG TIỂU BAN", name))
