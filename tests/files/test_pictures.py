"""Photos are turned, shrunk and stripped; what is no photo is refused with what to do."""

import io
import struct
import zlib

import pytest
from PIL import Image

from daihoi.base.errors import BadFile
from daihoi.files.pictures import MOST_WHOLE_MEGAPIXELS, clean, safe_name, taken

pytestmark = pytest.mark.once

GPS = 0x8825
ORIENTATION = 0x0112


def photo(size: tuple[int, int] = (2400, 1200), kind: str = "JPEG", **extra: object) -> bytes:
    image, kept = Image.new("RGB", size, "#a03030"), io.BytesIO()
    image.paste("#2040a0", (0, 0, size[0] // 2, size[1]))
    image.save(kept, kind, **extra)
    return kept.getvalue()


def with_exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Máy ảnh của tôi"
    exif.get_ifd(GPS)[2] = (21.85, 0.0, 0.0)
    return photo(exif=exif)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def png_header(width: int, height: int) -> bytes:
    """The first bytes of a PNG of this size, and none of its picture."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head
    return start + struct.pack(">I", zlib.crc32(head)) + struct.pack(">I", 9) + b"IDAT"


def test_nothing_of_where_it_was_taken_is_left() -> None:
    content = with_exif()
    assert dict(opened(content).getexif().get_ifd(GPS))
    for size in clean(content).sizes:
        made = opened(size.content)
        assert not dict(made.getexif())
        assert "icc_profile" not in made.info
        assert b"Exif" not in size.content
        assert b"M\xc3\xa1y" not in size.content


def test_sizes_are_in_order_and_say_what_they_are() -> None:
    made = clean(photo())
    assert [max(size.width, size.height) for size in made.sizes] == [480, 960, 1600]
    for size in made.sizes:
        assert opened(size.content).size == (size.width, size.height)
        assert opened(size.content).format == "JPEG"
    assert (made.small, made.medium, made.large) == made.sizes


def test_a_small_photo_is_not_blown_up() -> None:
    made = clean(photo((300, 200)))
    assert [(size.width, size.height) for size in made.sizes] == [(300, 200)]
    assert made.large is made.medium is made.small


def test_it_is_turned_as_the_camera_was_held() -> None:
    made = clean(with_exif(orientation=6)).large
    assert (made.width, made.height) == (800, 1600)
    red, _green, blue = opened(made.content).getpixel((400, 20))
    assert blue > red  # what was left is on top


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_photos_are_taken(kind: str) -> None:
    assert clean(photo(kind=kind)).large.width == 1600


def test_what_is_transparent_stands_on_white() -> None:
    image, kept = Image.new("RGBA", (40, 40), (0, 0, 0, 0)), io.BytesIO()
    image.save(kept, "PNG")
    assert opened(clean(kept.getvalue()).large.content).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(10_000, 10_000), (65_000, 65_000)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(BadFile) as refusal:
        clean(png_header(*size))
    assert refusal.value.code == "picture_too_large"
    assert f"{MOST_WHOLE_MEGAPIXELS} triệu" in str(refusal.value.message)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?><svg onload="alert(1)"/>',
        b"<!-- hide --><svg/>",
    ],
)
def test_a_drawing_that_may_hold_a_script_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile) as refusal:
        clean(content)
    assert refusal.value.code == "picture_markup"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"GIF89a\x01\x00\x01\x00", photo()[:900], png_header(20, 20)]
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile) as refusal:
        clean(content)
    assert refusal.value.code == "not_a_picture"
    assert "JPEG" in str(refusal.value.message)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"avif"])
def test_a_photo_of_a_phone_says_how_to_make_it_a_jpeg(brand: bytes) -> None:
    with pytest.raises(BadFile) as refusal:
        clean(b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x00\x00mif1heic")
    assert refusal.value.code == "picture_heic"
    assert "lưu thành JPEG" in refusal.value.in_full


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x", "x"),
        ("..\\..\\anh.jpg", "anh.jpg"),
        ("C:\\Ảnh\\hội nghị.jpg", "hội nghị.jpg"),
        ("a\x00b\n.png", "a-b-.png"),
        ("../..", "anh"),
        ("", "anh"),
        ("dài" * 100 + ".jpeg", ("dài" * 100)[:115] + ".jpeg"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert safe_name(name) == kept


def test_an_odd_note_of_the_camera_is_no_error() -> None:
    """A tag whose kind cannot be written again, as some cameras leave it."""
    tags = struct.pack(">HHII", ORIENTATION, 3, 1, 6 << 16)
    tags += struct.pack(">HHI4s", 0x011A, 2, 4, b"cam\0") + struct.pack(">HHII", 0x8769, 4, 1, 8)
    odd = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 3) + tags + struct.pack(">I", 0)
    made = clean(photo(exif=odd)).large
    assert (made.width, made.height) == (800, 1600)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_note_of_the_camera_that_is_cut_short_turns_nothing() -> None:
    made = clean(photo(exif=b"Exif\0\0MM\0*\0\0\0\x08\0")).large
    assert (made.width, made.height) == (1600, 800)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    image, kept = Image.new("I;16", (256, 8)), io.BytesIO()
    for x in range(256):
        for y in range(8):
            image.putpixel((x, y), x * 257)
    image.save(kept, "PNG")
    made = opened(clean(kept.getvalue()).large.content)
    for x in (16, 128, 240):
        assert abs(made.getpixel((x, 4))[0] - x) < 8


def test_what_is_decoded_whole_may_have_fewer_pixels() -> None:
    with pytest.raises(BadFile) as refusal:
        clean(png_header(5_001, 5_000))
    assert f"{MOST_WHOLE_MEGAPIXELS} triệu" in str(refusal.value.message)


def test_an_upload_is_its_bytes_its_name_and_what_may_be_shown() -> None:
    content = with_exif()
    made = taken(content, "../../anh chụp.jpg")
    assert (made.content, made.file_name) == (content, "anh chụp.jpg")
    assert made.picture == clean(content)
