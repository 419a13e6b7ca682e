"""The word index: whole words without marks, and no write that it does not notice."""

import pytest
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import F

from daihoi.base.word_index import _stand_in, newest_with_words, with_words, words_of
from daihoi.organizations.models import Organization, Unit
from tests.factories import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization() -> Organization:
    return OrganizationFactory.create(name="Đảng bộ Cục", short_name="Cục", host_agency="")


def units(organization: Organization, *names: str) -> list[Unit]:
    return Unit.objects.bulk_create(Unit(organization=organization, name=name) for name in names)


def found(words: str) -> list[str]:
    return sorted(with_words(Unit.objects.all(), words).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("duc", ["Phòng Đức"]),
        ("ĐỨC", ["Phòng Đức"]),
        ("Đức", ["Phòng Đức"]),  # typed with combining marks
        ("duc phong", ["Phòng Đức"]),
        ("duc to", []),
        ("phong", ["Phòng 35-CT/TW", "Phòng Đức"]),
        ("pho", ["Phòng 35-CT/TW", "Phòng Đức"]),
        ("pho duc", []),  # only the last word may go on
        ("hong", []),  # no middle of a word
        ("35-CT/TW", ["Phòng 35-CT/TW"]),
        ("35-ct", ["Phòng 35-CT/TW"]),
        ("35/TW", []),  # not in a row
        ("5-CT", []),  # no end of a word
        ("phong-35 to", []),
        ("phong-3", []),  # nor does one at the end of a piece
        ("phong-3 tw", []),
        ("an_ni", ["Tổ An_ninh"]),
        ("an_n", []),
        ("CT_TW phong", ["Phòng 35-CT/TW"]),
        ("ct 35", ["Phòng 35-CT/TW"]),
        ("A", ["Tổ A"]),  # a single letter does not go on
        ("…", []),
        ("", []),
        ('" OR words:*', []),
        ("phong & ! | ( duc", ["Phòng Đức"]),
        ("\x00duc'); --", ["Phòng Đức"]),
    ],
)
def test_words_are_found_in_any_order_without_marks(
    organization: Organization, words: str, names: list[str]
) -> None:
    made = units(organization, "Phòng Đức", "Phòng 35-CT/TW", "Tổ A", "Tổ An_ninh")
    assert found(words) == names
    pieces = words_of(words)
    assert sorted(unit.name for unit in made if pieces and _stand_in(unit.name, pieces)) == names


def test_a_search_is_split_as_the_index_is() -> None:
    assert words_of(" Nghị quyết 35-CT/TW,  x_y … ") == [
        ["nghi"], ["quyet"], ["35", "ct", "tw"], ["x", "y"],
    ]  # fmt: skip


def test_every_way_of_writing_is_noticed(organization: Organization) -> None:
    first, second = units(organization, "Phòng Một", "Phòng Hai")
    Unit.objects.filter(pk=first.pk).update(name="Phòng Ba")
    assert (found("mot"), found("ba"), found("hai")) == ([], ["Phòng Ba"], ["Phòng Hai"])
    second.name = "Phòng Bốn"
    second.save(update_fields=["name"])
    Unit.objects.bulk_create(
        [Unit(organization=organization, name="Phòng Ba", position=7)],
        update_conflicts=True, unique_fields=["organization", "name"], update_fields=["position"],
    )  # fmt: skip
    assert (found("hai"), found("bon"), found("ba")) == ([], ["Phòng Bốn"], ["Phòng Ba"])
    Unit.objects.filter(pk=first.pk).update(position=F("position") + 1)
    Unit.objects.filter(pk=first.pk).delete()
    assert (found("ba"), found("phong")) == ([], ["Phòng Bốn"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organizations_unit")
    assert found("phong") == []


def test_all_texts_of_an_index_are_searched(organization: Organization) -> None:
    organization.host_agency = "Cục Thi hành án"
    organization.save(update_fields=["host_agency"])
    assert list(with_words(Organization.objects.all(), "dang bo thi hanh an")) == [organization]


@pytest.mark.parametrize("few", [1, 1_000])
def test_the_newest_come_first_and_pages_do_not_overlap(
    organization: Organization, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("daihoi.base.word_index.FIRST_LOOK", 2)
    monkeypatch.setattr("daihoi.base.word_index.FEW", few)
    rows = units(organization, *[f"Phòng {number}" for number in range(30)])
    other = OrganizationFactory.create()
    units(other, *[f"Phòng {number}" for number in range(30)])
    newest = [row.pk for row in reversed(rows)]
    mine = Unit.objects.filter(organization=organization)  # none of those looked at first
    pages = [newest_with_words(mine, "phong", start=at, stop=at + 12) for at in (0, 12, 24)]
    assert [[row.pk for row in page] for page in pages] == [newest[:12], newest[12:24], newest[24:]]


@pytest.mark.django_db(transaction=True)
def test_the_index_outlives_a_change_of_its_table() -> None:
    """SQLite makes a table anew to change it, and drops the triggers with the old one."""
    organization = OrganizationFactory.create()
    units(organization, "Phòng Đức")
    changed = ModelState.from_model(Unit)
    changed.fields["name"] = models.CharField(max_length=161)
    state = ProjectState.from_apps(Unit._meta.apps)  # type: ignore[attr-defined]  # the registry
    before = state.apps.get_model("organizations", "Unit")
    state.add_model(changed)
    after = state.apps.get_model("organizations", "Unit")
    for old, new in ((before, after), (after, before)):
        with connection.schema_editor() as editor:
            editor.alter_field(
                old, old._meta.get_field("name"), new._meta.get_field("name"), strict=True
            )
        units(organization, f"Phòng {new._meta.get_field('name').max_length}")
    assert found("phong") == ["Phòng 160", "Phòng 161", "Phòng Đức"]
    Unit.objects.all().delete()
    assert found("phong") == []


@pytest.mark.django_db(transaction=True)
def test_the_index_comes_and_goes_with_its_rows_there() -> None:
    organization = OrganizationFactory.create()
    units(organization, "Phòng Đức")
    index = next(each for each in Unit._meta.indexes if each.name == "organizations_unit_words")
    with connection.schema_editor() as editor:
        editor.remove_index(Unit, index)
    units(organization, "Phòng Hai")
    with connection.schema_editor() as editor:
        editor.add_index(Unit, index)
    assert found("phong") == ["Phòng Hai", "Phòng Đức"]
