"""Photos of articles: cleaned, captioned, private as they came."""

import io

import pytest
from PIL import Image

from daihoi.base.errors import BadFile, Conflict, NotFound, RuleBroken
from daihoi.files.pictures import taken
from daihoi.news.actions import photos as actions
from daihoi.news.actions import review
from daihoi.news.models import Photo
from tests.factories.news import Newsroom, photo_bytes, taken_photo

pytestmark = pytest.mark.django_db
TOLD = {"caption": "Đồng chí bí thư phát biểu", "description": "Một người đứng nói"}


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def test_a_photo_is_kept_as_it_came_and_shown_without_its_place(room: Newsroom) -> None:
    content = photo_bytes()
    photo = actions.add_photo(room.draft(), taken(content, "../../x"), **TOLD, actor=room.writer)
    assert photo.original.read() == content
    assert photo.file_name == "x"
    assert (photo.small_width, photo.medium_width, photo.width, photo.height) == (480, 960, 1200, 800)  # fmt: skip
    for shown in (photo.small, photo.medium, photo.large):
        assert not dict(Image.open(io.BytesIO(shown.read())).getexif())


@pytest.mark.parametrize(
    ("content", "told", "refusal"),
    [
        (b"<svg><script/></svg>", TOLD, BadFile),
        (b"%PDF-1.7", TOLD, BadFile),
        (photo_bytes((20, 20)), {**TOLD, "caption": " "}, RuleBroken),
        (photo_bytes((20, 20)), {**TOLD, "description": ""}, RuleBroken),
    ],
)
def test_what_is_refused_leaves_nothing(
    room: Newsroom, content: bytes, told: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.add_photo(room.draft(), taken(content, "anh.jpg"), **told, actor=room.writer)
    assert not Photo.objects.exists()


def test_photos_stand_in_the_order_they_came_and_are_told_otherwise(room: Newsroom) -> None:
    article = room.draft()
    first, second = (
        actions.add_photo(article, taken_photo((30, 20)), **TOLD, actor=room.writer)
        for _ in range(2)
    )
    assert (first.position, second.position) == (0, 1)
    actions.edit_photo(second, caption="Khác", description="Cũng khác", actor=room.writer)
    second.refresh_from_db()
    assert (second.caption, second.description) == ("Khác", "Cũng khác")
    actions.remove_photo(first, actor=room.writer)
    assert list(Photo.objects.all()) == [second]


def test_a_correction_takes_the_photos_along_and_the_old_text_keeps_them(room: Newsroom) -> None:
    article = room.draft()
    photo = actions.add_photo(article, taken_photo((30, 20)), **TOLD, actor=room.writer)
    review.submit_article(article, actor=room.writer)
    review.check_article(article, actor=room.checker)
    review.publish_article(article, actor=room.publisher)
    with pytest.raises(Conflict):
        actions.remove_photo(photo, actor=room.writer)
    made = review.start_correction(article, "Bỏ ảnh.", actor=room.writer)
    copy = made.photos.get()
    assert (copy.key, copy.caption) == (photo.key, photo.caption)
    with pytest.raises(NotFound):
        actions.remove_photo(photo, actor=room.writer)
    actions.remove_photo(copy, actor=room.writer)
    assert list(Photo.objects.all()) == [photo]
