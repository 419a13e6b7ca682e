"""Photos at the door: turned upright, shrunk, without where and with what they were taken.

What a person uploads may tell where she lives: the original is kept by `files.actions.keep` for
its owner and never served to the public; only what `clean` makes leaves the house.
"""

import io
import re
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from threading import Lock

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from daihoi.base.errors import BadFile

FORMATS = ("JPEG", "PNG", "WEBP")
WIDTHS = (480, 960, 1600)  # longest sides in pixels
MOST_MEGAPIXELS = 60  # of a JPEG, which is shrunk while it is decoded
MOST_WHOLE_MEGAPIXELS = 25  # of the others: decoded whole, up to four bytes a pixel
LONGEST_NAME = 120
_QUALITY = 82
_ORIENTATION = 0x0112  # the one EXIF tag that is looked at
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, struct.error, MemoryError)
_one_at_a_time = Lock()  # each takes up to some hundred megabytes while it is made
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_HEIC = re.compile(rb"^.{4}ftyp(?:hei|hev|mif1|msf1|avi)", re.DOTALL)  # ISO 14496-12, 23008-12
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|svg|html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a photo: JPEG bytes that hold nothing but the picture."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned photo in sizes, the smallest first; a small photo has fewer, never none."""

    sizes: tuple[Rendition, ...]

    @property
    def small(self) -> Rendition:
        return self.sizes[0]

    @property
    def medium(self) -> Rendition:
        return self.sizes[min(1, len(self.sizes) - 1)]

    @property
    def large(self) -> Rendition:
        return self.sizes[-1]


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    """An uploaded photo: the file as it came, what it is called, what may be shown of it."""

    content: bytes
    file_name: str
    picture: Picture


def taken(content: bytes, file_name: str) -> TakenPhoto:
    """What actions keep of an upload; `BadFile` for what is no photo.

    Called before a transaction begins: decoding takes long and would keep others waiting.
    """
    return TakenPhoto(content, safe_name(file_name), clean(content))


def clean(content: bytes) -> Picture:
    """A JPEG, PNG or WebP photo made fit to show; `BadFile` says what it is instead.

    Told by content, not by name. How large it is stands in its first bytes: one that is too
    large is refused before it is decoded. One photo at a time is decoded in a process.
    """
    if _MARKUP.match(content[:200]):
        raise BadFile(
            _("Tệp này là hình vẽ SVG hoặc trang web, có thể chứa mã lệnh nên không nhận."),
            advice=_("Hãy xuất hình ra tệp PNG hoặc JPEG rồi tải lên."),
            code="picture_markup",
        )
    if _HEIC.match(content):
        raise BadFile(
            _("Ảnh dạng HEIC hoặc AVIF của điện thoại: nhiều máy không mở được nên không nhận."),
            advice=_(
                "Hãy mở ảnh trên máy tính rồi lưu thành JPEG, hoặc tải lên thẳng từ iPhone bằng "
                "Safari: máy tự đổi sang JPEG. Lần sau chụp thẳng JPEG: Cài đặt, Camera, "
                "Định dạng, Tương thích nhất."
            ),
            code="picture_heic",
        )
    with _one_at_a_time:
        image = _opened(content)
        if image.width * image.height > _most(content) * 1_000_000:
            raise _too_large(_most(content), f"{image.width} × {image.height}")
        try:
            flat = _on_white(_in_srgb(_upright(_shrunk(image))))
        except _BROKEN as error:
            raise _broken() from error
        return Picture(tuple(_rendition(flat, side) for side in _sides(flat)))


def safe_name(name: str, *, otherwise: str = "anh") -> str:
    """The last part of a file's name without what a disk or a browser could take for a way.

    "../../x" becomes "x"; a name of which nothing is left becomes ``otherwise``.
    """
    last = PurePath(name.replace("\\", "/")).name
    said = _UNSAFE.sub("-", last).strip(" .-")
    if len(said) > LONGEST_NAME:
        suffix = PurePath(said).suffix[:10]
        said = said[: LONGEST_NAME - len(suffix)] + suffix
    return said or otherwise


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(_most(content)) from error
    except _BROKEN as error:
        raise _broken() from error


def _most(content: bytes) -> int:
    return MOST_MEGAPIXELS if content.startswith(b"\xff\xd8") else MOST_WHOLE_MEGAPIXELS


def _too_large(most: int, size: str = "") -> BadFile:
    said = _("Ảnh quá lớn (%(size)s điểm ảnh)") % {"size": size} if size else _("Ảnh quá lớn")
    limit = _("nhận đến %(limit)s triệu điểm ảnh") % {"limit": most}
    return BadFile(
        f"{said}: {limit}.",
        advice=_("Hãy thu nhỏ ảnh (cạnh dài 2.000 điểm là đủ) rồi tải lại."),
        code="picture_too_large",
    )


def _broken() -> BadFile:
    return BadFile(
        _("Nội dung tệp không phải ảnh JPEG, PNG hoặc WebP đọc được."),
        advice=_("Hãy chọn ảnh chụp ở một trong ba dạng đó."),
        code="not_a_picture",
    )


def _shrunk(image: Image.Image) -> Image.Image:
    """Decoded, no larger than is shown, in a mode that keeps every shade."""
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    orientation = _orientation(image)
    if image.mode.startswith("I"):  # 16 bits of grey: plain conversion would cut all to white
        made = image.convert("I").point(lambda shade: shade * (1 / 257)).convert("L")
    elif image.mode == "P" or "transparency" in image.info:
        made = image.convert("RGBA")
    else:
        made = image
    made.thumbnail((WIDTHS[-1], WIDTHS[-1]), Image.Resampling.LANCZOS)
    made.info = {"icc_profile": image.info.get("icc_profile"), "orientation": orientation}
    return made


def _orientation(image: Image.Image) -> object:
    """How the camera was held; None when its note cannot be read."""
    with suppress(*_BROKEN, UserWarning):
        return image.getexif().get(_ORIENTATION)
    return None


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the tag says; the rest of the camera's notes is never read or rewritten."""
    held = image.info["orientation"]
    turn = _TURNS.get(held) if isinstance(held, int) else None
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = image.info
    return turned


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as screens show them; a profile that cannot be read is left aside."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    with suppress(ImageCms.PyCMSError, OSError):
        target = "RGBA" if image.mode == "RGBA" else "RGB"
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=target
        )
        if made is not None:
            return made
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"}:
        shown = image.convert("RGBA")
        ground = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(ground, shown).convert("RGB")
    return image.convert("RGB")


def _sides(image: Image.Image) -> list[int]:
    longest = max(image.size)
    return [side for side in WIDTHS if side < longest] + (
        [longest] if longest <= WIDTHS[-1] else []
    )


def _rendition(image: Image.Image, side: int) -> Rendition:
    shrunk = image.copy()
    shrunk.thumbnail((side, side), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", shrunk.size)  # nothing of the file's metadata comes along
    bare.paste(shrunk)
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Rendition(bare.width, bare.height, kept.getvalue())
