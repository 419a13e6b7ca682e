"""The demo walked as somebody who must not see, and its union read for words of the Party."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db.models import Model
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from daihoi.accounts.demo import DEMO_USERS
from daihoi.accounts.models import User
from daihoi.base.language import in_dialect
from daihoi.config.messages import compile_all
from daihoi.congresses.models import Congress, SubcommitteePost
from daihoi.elections.models import ListedName
from daihoi.organizations.models import Office, Person
from daihoi.papers.fields import texts_of
from daihoi.personnel.models import Candidate
from daihoi.registry.models import Paper
from daihoi.registry.queries.filling import official_paper
from daihoi.registry.skeletons import skeletons
from tests.demo.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo"), pytest.mark.once]
PAGES_OF_A_NAME = 2
LEFT_OUT = {"account_logout", "live:stream", "accounts:set_language"}
LINKS = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')
TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)
CLOSED = ("personnel", "elections")
# Where members stand as members, and accounts as accounts: not as anybody's candidates.
OF_PEOPLE = ("organizations", "accounts")
BALLOTS = re.compile(r"\d+ phiếu")
SELECTS = re.compile(r"<select.*?</select>", re.DOTALL)  # to choose a member from
FIELDS = re.compile(r"\{\{[^{}]*\}\}")  # names that data know fields by
# What others are called: the issuer of a paper, kinds of organization to choose from.
OTHERS = re.compile(r"Ban Bí thư(?: Trung ương Đảng)?|Loại hình .*? Hội, đoàn thể khác")
PARTY = re.compile(
    r"\b(đảng viên|đảng bộ|đảng ủy|chi bộ|chi ủy|cấp ủy|bí thư|báo cáo chính trị|điều lệ đảng)\b",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def day(demo: Path, house: None, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = demo
    settings.DAIHOI_DEMO = True
    settings.DAIHOI_TODAY = DAY


def doors(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from doors(pattern, below)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", pattern


def addresses() -> Iterator[tuple[str, str]]:
    """Every door with the numbers of things that are there: name and address."""
    common = set(
        Congress.objects.filter(organization__short_name__endswith=" Cục").values_list(
            "pk", flat=True
        )
    )
    labels = {each.label for each in apps.get_app_configs()}
    for name, pattern in doors(get_resolver()):
        app, _colon, page = name.partition(":")
        kinds = pattern.pattern.converters
        if not kinds:
            yield name, reverse(name)
        elif list(kinds) == ["pk"] and type(kinds["pk"]).__name__ == "IntConverter":
            models = list(apps.get_app_config(app).get_models()) if app in labels else []
            named = [
                each for each in models if page.replace("_", "").startswith(each.__name__.lower())
            ]
            ends = {pk for model in named for pk in _ends(model)}
            yield from ((name, reverse(name, args=[pk])) for pk in sorted(ends or common))


def _ends(model: type[Model]) -> list[int]:
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    return [pk for pk in (rows.first(), rows.last()) if isinstance(pk, int)]


def walk(client: Client) -> Iterator[tuple[str, str]]:
    """The pages one comes to by links from the first, at most two of a name: address and words."""
    waiting, seen = ["/"], {"/"}
    opened: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        name = resolve(address.partition("?")[0]).view_name
        if opened[name] == PAGES_OF_A_NAME or name in LEFT_OUT:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        opened[name] += 1
        html = answer.content.decode()
        words = " ".join(TAGS.sub(" ", html).split())
        yield address, OTHERS.sub("", FIELDS.sub("", words))
        links = [link.partition("#")[0] for link in LINKS.findall(html)]
        fresh = [link for link in dict.fromkeys(links) if link not in seen and is_page(link)]
        seen.update(fresh)
        waiting += fresh


def is_page(link: str) -> bool:
    try:
        resolve(link.partition("?")[0])
    except Resolver404:
        return False
    return True


def put_up() -> set[str]:
    """Names of people who stand for something and are known on no page for anything else."""
    people = Person.objects.filter(pk__in=Candidate.objects.values("person"))
    people |= Person.objects.filter(full_name__in=ListedName.objects.values("printed"))
    known = SubcommitteePost.objects.values("person")
    people = people.exclude(pk__in=Office.objects.values("person")).exclude(pk__in=known)
    return set(people.values_list("full_name", flat=True))


def test_the_administrator_sees_no_candidate_and_no_ballot() -> None:
    """Design, 6: the administrator of the machine sees no personnel data and no ballots."""
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS["administrator"]))
    names = put_up()
    assert len(names) >= 2
    opened = 0
    wrong: list[str] = []
    for name, address in addresses():
        answer = client.get(address)
        if answer.status_code != 200 or answer.streaming:
            continue
        opened += 1
        app = name.partition(":")[0]
        page = TAGS.sub(" ", SELECTS.sub("", answer.content.decode(errors="ignore")))
        if app in CLOSED:
            wrong.append(f"{address} opens")
        found = [] if app in OF_PEOPLE else [each for each in names if each in page]
        counted = [] if name == "registry:field_list" else BALLOTS.findall(page)  # examples
        wrong += [f"{address}: {said}" for said in [*found, *counted]]
    assert wrong == []
    assert opened > 30
    for each in names:
        page = client.get(reverse("home:search"), {"q": each}).content.decode()
        links = set(re.findall(r'href="(/[^"?#]*)', page))
        assert not [link for link in links if link.startswith(("/nhan-su/", "/bau-cu/"))]


@pytest.mark.parametrize("role", ["union_chair", "first_teller", "second_teller", "union_member"])
def test_every_page_of_the_union_speaks_its_words(role: str) -> None:
    compile_all()
    client = Client()
    client.force_login(User.objects.get(username=DEMO_USERS[role]))
    pages = list(walk(client))
    assert len(pages) > 15
    assert [
        f"{address}: …{words[max(0, found.start() - 60) : found.end() + 30]}"
        for address, words in pages
        for found in PARTY.finditer(words)
    ] == []


@pytest.mark.parametrize("code", list(skeletons()))
def test_every_paper_of_the_union_reads_as_its_own(code: str) -> None:
    """Its own text and what the data of the demo's congress fill; gaps keep names of fields."""
    compile_all()
    congress = Congress.objects.get(organization__short_name="Công đoàn Cục")
    family = congress.organization.family
    with in_dialect(""):  # whoever asks for it
        paper = Paper(congress=congress, kind=code, content=skeletons(family)[code].to_json())
        filled = official_paper(paper)
    text = "\n".join(texts_of(filled).values())
    for gap in filled.gaps:
        text = text.replace(gap, "")
    assert PARTY.findall(OTHERS.sub("", text)) == []
