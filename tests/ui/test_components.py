"""The shell and its components, rendered."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

import daihoi.ui

ROOT = Path(daihoi.ui.__file__).parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


class Sample(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như ghi trên bìa")
    note = forms.CharField(label="Ghi chú", required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Sửa")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Đồng ý", required=False)
    file = forms.FileField(label="Tệp")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Ids(HTMLParser):
    """Collects what points at what in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's signature
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.wanted |= set((found.get(name) or "").split())


def test_no_template_needs_an_exception_to_the_content_policy() -> None:
    inline = re.compile(
        r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE
    )
    assert [page.name for page in TEMPLATES if inline.search(page.read_text())] == []


def test_every_file_the_pages_name_is_there() -> None:
    named = {
        name
        for page in TEMPLATES
        for name in re.findall(r"{% static '([^']+)' %}", page.read_text())
    }
    assert len(named) > 20
    assert [name for name in sorted(named) if finders.find(name) is None] == []


def test_every_style_and_script_is_loaded_by_the_shell() -> None:
    shell = render_to_string("ui/head.html") + render_to_string("ui/scripts.html")
    static = ROOT / "static"
    ours = [*static.glob("ui/css/**/*.css"), *static.glob("ui/js/*.js")]
    assert [path.name for path in ours if str(path.relative_to(static)) not in shell] == []


def test_every_file_a_style_names_is_there() -> None:
    for style in (ROOT / "static").rglob("*.css"):
        for url in re.findall(r'url\("([^"]+)"\)', style.read_text()):
            path = (style.parent / url).resolve()
            served = finders.find("fonts/" + str(path).rpartition("/fonts/")[2])
            assert path.exists() or served, f"{style.name}: {url}"


def test_wrong_fields_are_named_beside_their_labels() -> None:
    form = Sample({"kind": "a"})
    html = render_to_string("ui/components/fields.html", {"form": form})
    page = Ids(html)
    assert page.wanted <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {"id_name_error", "id_name_helptext", "id_file_error"} <= set(page.ids)
    assert html.count("(không bắt buộc)") == 1  # Ghi chú; a checkbox needs no such word
    assert "data-file-drop" in html
    assert '<span class="file-drop-touch">Chọn tệp</span>' in html  # where nothing can be dragged


def test_an_uploading_form_says_so_and_carries_its_token() -> None:
    request = RequestFactory().get("/")
    html = render_to_string("ui/components/form.html", {"form": Sample(), "draft": "k"}, request)
    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'data-draft="k"' in html


def test_pages_keep_the_filters_of_a_list() -> None:
    html = render_to_string(
        "ui/components/pagination.html",
        {"page": Paginator(range(3000), 1).page(1500), "query": QueryDict("don_vi=3&page=1500")},
    )
    assert re.findall(r'href="([^"]+)"', html) == [
        "?don_vi=3&amp;page=1499",
        "?don_vi=3&amp;page=1501",
    ]


def test_a_bar_keeps_plain_numbers_in_its_attributes() -> None:
    html = render_to_string(
        "ui/components/meter.html", {"name": "Tỉnh", "value": 1200, "total": 4500}
    )
    assert re.findall(r'\b(value|max)="([^"]*)"', html) == [("value", "1200"), ("max", "4500")]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "413", "500", "507"])
def test_error_pages_stand_alone_and_say_what_to_do(name: str) -> None:
    html = render_to_string(f"{name}.html")  # as Django does for 500: no request, no context
    assert re.search(r'<h1 class="refusal-title"[^>]*>[^<]+</h1>', html)
    assert re.search(r'<p class="muted">[^<]+</p>', html)


def test_a_refusal_is_a_page_or_a_fragment_with_the_same_words() -> None:
    class Refusal:
        status, message, advice = 409, "Người khác vừa sửa đoạn 41.", "Xem cả hai bản."

    page = render_to_string("ui/refusal.html", {"error": Refusal()})
    fragment = render_to_string("ui/refusal.html#fragment", {"error": Refusal()})
    assert "<html" in page
    assert "<html" not in fragment
    for html in (page, fragment):
        assert "Người khác vừa sửa đoạn 41." in html
        assert "Xem cả hai bản." in html
        assert "data-refusal" in html


def test_the_current_entry_of_the_navigation_is_named() -> None:
    entries = [
        {"label": "Văn kiện", "url": "/van-kien/", "count": 1234, "current": True},
        {"label": "Nhật ký", "url": "/nhat-ky/", "count": None, "current": False},
    ]
    html = render_to_string(
        "ui/navigation.html", {"navigation": [{"label": "", "entries": entries}]}
    )
    assert re.findall(r'href="([^"]+)"( aria-current="page")?', html) == [
        ("/van-kien/", ' aria-current="page"'),
        ("/nhat-ky/", ""),
    ]
    assert re.findall(r'class="count">([^<]+)<', html) == ["1.234"]


def test_a_file_that_came_with_a_refused_form_is_to_be_chosen_again() -> None:
    again = "chọn lại tệp trước khi gửi"
    sent = {"file": SimpleUploadedFile("a.docx", b"a")}
    refused = render_to_string("ui/components/fields.html", {"form": Sample({"kind": "a"}, sent)})
    assert refused.count(again) == 1
    for form in (Sample(), Sample({"kind": "a"})):  # nothing was chosen yet
        assert again not in render_to_string("ui/components/fields.html", {"form": form})
