"""Templates of papers as data: copied, changed on the page and in Word, published, told when broken."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from daihoi.accounts.models import User
from daihoi.accounts.permissions import Role
from daihoi.base.errors import Conflict, NotFound, NotPermitted, RuleBroken
from daihoi.papers.fields import Box, field_names, texts_of
from daihoi.papers.fields.word import read_template
from daihoi.papers.official import OfficialPaper
from daihoi.papers.profiles import get_profile
from daihoi.papers.writing import write_official_word
from daihoi.registry.actions import templates as actions
from daihoi.registry.models import PaperTemplate
from daihoi.registry.papers.templates import template_word
from daihoi.registry.queries import template_pages as pages
from daihoi.registry.queries import templates as queries
from daihoi.registry.skeletons import skeletons
from daihoi.rules.papers import CATALOGUE
from tests.congresses.preparing import on, user_of
from tests.factories import grant
from tests.registry.writing import Writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Iterator[Writing]:
    with on():
        yield Writing()


@pytest.fixture
def superior(office: Writing) -> User:
    return grant(Role.SUPERIOR, office.cell.parent)


def add(office: Writing, actor: User, code: str = "GMOI", name: str = "Mẫu riêng") -> PaperTemplate:
    organization = office.cell.parent if actor != office.boss else office.cell
    return actions.add_paper_template(
        organization, CATALOGUE[code], name, skeletons()[code], actor=actor
    )


def edit(template: PaperTemplate, actor: User, **texts: str) -> PaperTemplate:
    named = {Box(name): text for name, text in texts.items()}
    return actions.edit_paper_template(template, named, revision=template.revision, actor=actor)


def changed_in_word(content: bytes, old: str, new: str) -> bytes:
    """The file with some words of its text put in place of others."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for item in before.infolist():
            data = before.read(item)
            if item.filename == "word/document.xml":
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            after.writestr(item, data)
    return made.getvalue()


# -- copied, changed, published ------------------------------------------------------------------


def test_a_copy_is_ones_own(office: Writing) -> None:
    template = add(office, office.boss)
    assert queries.paper_of_template(template) == skeletons()["GMOI"]
    edit(template, office.boss, subject="về {{đại hội}}")
    keys = [(each.name, each.owner) for each in queries.templates_for(office.cell, "GMOI")]
    assert keys == [("Mẫu riêng", office.cell.short_name), ("Giấy mời", "")]
    with pytest.raises(Conflict):
        add(office, office.boss)


def test_a_superior_publishes_and_the_cell_below_writes_from_it(
    office: Writing, superior: User
) -> None:
    template = add(office, superior, name="Mẫu của khối")
    names = [each.name for each in queries.templates_for(office.cell, "GMOI")]
    assert "Mẫu của khối" not in names
    actions.publish_paper_template(template, actor=superior)
    choice = queries.template_choice(f"t{template.pk}", "GMOI", office.cell, viewer=office.boss)
    assert choice.name == "Mẫu của khối"
    actions.withdraw_paper_template(template, actor=superior)
    with pytest.raises(NotFound):
        queries.template_choice(f"t{template.pk}", "GMOI", office.cell, viewer=office.boss)


def test_nobody_changes_the_template_of_another(office: Writing, superior: User) -> None:
    theirs, own = add(office, superior), add(office, office.boss)
    with pytest.raises(NotFound):
        edit(theirs, office.boss, subject="x")
    with pytest.raises(NotPermitted):
        edit(own, user_of(office.one), subject="x")
    with pytest.raises(NotPermitted):
        edit(own, superior, subject="x")


def test_a_broken_template_is_kept_told_and_not_used(office: Writing) -> None:
    template = edit(
        add(office, office.boss),
        office.boss,
        blocks="Kính mời {{nguoi duoc moi}}\n| a | {{dai hoi |",
    )
    problems = queries.problem_lines(queries.problems_of(queries.paper_of_template(template)))
    assert problems == [
        (
            "Nội dung, đoạn 1",
            "Không có trường “nguoi duoc moi”; gần nhất là “người được mời”.",
        ),
        (
            "Nội dung, bảng ở khối 2, dòng 1, cột 2",
            "“{{dai hoi”: dấu ngoặc của trường bị hỏng; trường viết là {{tên trường}}.",
        ),
    ]
    assert [each.key for each in queries.templates_for(office.cell, "GMOI")] == ["co-san"]
    with pytest.raises(RuleBroken, match="nguoi duoc moi"):
        actions.publish_paper_template(template, actor=office.boss)
    page = door(office.boss).get(reverse("registry:template_detail", args=[template.pk]))
    assert "gần nhất là “người được mời”" in page.content.decode()


def test_two_who_change_a_template_are_told(office: Writing) -> None:
    template = add(office, office.boss)
    edit(template, office.boss, subject="một")
    with pytest.raises(Conflict) as refusal:
        edit(template, office.boss, subject="hai")
    assert refusal.value.code == "outdated"


def test_a_published_template_is_not_deleted(office: Writing) -> None:
    template = actions.publish_paper_template(add(office, office.boss), actor=office.boss)
    with pytest.raises(Conflict):
        actions.remove_paper_template(template, actor=office.boss)
    actions.withdraw_paper_template(template, actor=office.boss)
    actions.remove_paper_template(template, actor=office.boss)
    assert not PaperTemplate.objects.exists()


# -- through Word --------------------------------------------------------------------------------


def _without_widths(text: str) -> str:
    return re.sub(r"^\|= [\d ]+\n", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("code", list(skeletons()))
def test_every_kind_comes_back_from_word_box_by_box(code: str) -> None:
    """What the layout sets in capitals comes back in capitals; fields do not mind.

    Columns come back as wide as they stood on the page, which a table of a wide page fills.
    """
    paper = skeletons()[code]
    read = read_template(write_official_word(paper, get_profile("party-2018")), paper)
    assert (read.is_recognised, read.missing, read.losses) == (True, (), ())
    assert field_names(read.paper) == field_names(paper)
    old, new = texts_of(paper), texts_of(read.paper)
    assert {box: _without_widths(text).upper() for box, text in new.items()} == {
        box: _without_widths(text).upper() for box, text in old.items()
    }
    assert queries.problems_of(read.paper) == []
    assert read.paper.landscape == paper.landscape


def test_what_was_changed_in_word_is_in_the_template_and_the_file_is_kept(office: Writing) -> None:
    template = add(office, office.boss)
    file = changed_in_word(
        template_word(template), "Rất mong đồng chí tới dự", "Kính mong {{bí thư}} tới dự"
    )
    answer = upload(office.boss, template, file)
    assert answer.status_code == 302
    template.refresh_from_db()
    assert (
        "Kính mong {{bí thư}} tới dự" in texts_of(queries.paper_of_template(template))[Box.BLOCKS]
    )
    assert template.file is not None
    assert template.file.size_bytes == len(file)
    assert template.file_name == "mau.docx"


def test_a_field_broken_in_word_is_told_with_its_place(office: Writing) -> None:
    template = add(office, office.boss)
    file = changed_in_word(template_word(template), "{{giờ khai mạc}}", "{{gio khai mac}}")
    assert upload(office.boss, template, file).status_code == 302
    page = pages.template_page(template.pk, viewer=office.boss)
    assert page.problems == [
        ("Nội dung, đoạn 4", "Không có trường “gio khai mac”; gần nhất là “giờ khai mạc”.")
    ]


def test_a_file_that_lost_its_styles_is_told_before_anything_is_replaced(
    office: Writing, samples: Path
) -> None:
    template = add(office, office.boss)
    file = (samples / "tham-luan.docx").read_bytes()
    answer = upload(office.boss, template, file)
    assert answer.status_code == 422
    assert "Tệp không mang các kiểu" in answer.content.decode()
    template.refresh_from_db()
    assert queries.paper_of_template(template) == skeletons()["GMOI"]
    assert upload(office.boss, template, file, reviewed="on").status_code == 302
    template.refresh_from_db()
    kept = queries.paper_of_template(template)
    assert "Kính thưa Đoàn Chủ tịch" in texts_of(kept)[Box.BLOCKS]
    assert kept.issuer == skeletons()["GMOI"].issuer


def test_a_box_that_went_missing_is_told(office: Writing) -> None:
    template = add(office, office.boss)
    paper = queries.paper_of_template(template)
    without = write_official_word(
        OfficialPaper(**{**fields_of(paper), "recipients": ()}), get_profile("party-2018")
    )
    answer = upload(office.boss, template, without)
    assert answer.status_code == 422
    assert "Không còn ô “Nơi nhận”" in answer.content.decode()


def test_what_is_no_word_file_is_refused(office: Writing) -> None:
    answer = upload(office.boss, add(office, office.boss), b"%PDF-1.7 no word")
    assert answer.status_code == 422
    assert "PDF" in answer.content.decode()


# -- pages ---------------------------------------------------------------------------------------


def test_pages_of_templates(office: Writing) -> None:
    client = door(office.boss)
    cell = office.cell.pk
    listed = client.get(reverse("registry:template_list", args=[cell])).content.decode()
    assert listed.count("Sao thành mẫu riêng") == len(skeletons())
    fields = client.get(reverse("registry:field_list", args=[cell])).content.decode()
    assert "{{địa điểm đại hội}}" in fields
    read = client.get(reverse("registry:template_read", args=[cell, "KHDH", "co-san"]))
    assert "{{mục tiêu}}" in read.content.decode()
    add_url = reverse("registry:template_add", args=[cell, "KHDH"])
    answer = client.post(add_url, {"source": "co-san", "name": "Kế hoạch của tôi"})
    template = PaperTemplate.objects.get()
    assert answer.url == reverse("registry:template_detail", args=[template.pk])
    page = client.get(answer.url).content.decode()
    assert "Chi bộ Cục Thử" in page
    assert "[địa điểm đại hội]" in page
    form = client.get(reverse("registry:template_edit", args=[template.pk])).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"subject": "về {{đại hội}}"}
    assert (
        client.post(reverse("registry:template_edit", args=[template.pk]), data).status_code == 302
    )
    word = client.get(reverse("registry:template_word_file", args=[template.pk]))
    assert word.content[:2] == b"PK"
    assert client.post(reverse("registry:template_publish", args=[template.pk])).status_code == 302
    assert client.post(reverse("registry:template_withdraw", args=[template.pk])).status_code == 302
    assert client.post(reverse("registry:template_remove", args=[template.pk])).status_code == 302


def test_a_member_keeps_no_templates(office: Writing) -> None:
    client = door(user_of(office.one))
    assert client.get(reverse("registry:template_list", args=[office.cell.pk])).status_code == 403


def door(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(user: User, template: PaperTemplate, content: bytes, **data: str) -> Any:
    template.refresh_from_db()
    file = SimpleUploadedFile("mau.docx", content)
    url = reverse("registry:template_upload", args=[template.pk])
    return door(user).post(url, {"file": file, "revision": template.revision, **data})


def fields_of(paper: OfficialPaper) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in paper.__dataclass_fields__}
