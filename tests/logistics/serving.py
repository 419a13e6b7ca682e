"""A cell whose body for propaganda and logistics prepares the hall, on 26-3-2020."""

import io
from typing import Any

from PIL import Image

from daihoi.congresses.models import SubcommitteePost
from daihoi.meetings.models import Invitee, Meeting
from tests.congresses.preparing import Preparation
from tests.factories import SubcommitteeFactory
from tests.factories.meetings import GuestFactory, InviteeFactory, MeetingFactory

Post = SubcommitteePost.Post


class Serving(Preparation):
    """The preparation of `tests.congresses`, with the body for logistics, its head and its staff."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.logistics = SubcommitteeFactory.create(
            congress=self.congress, name="Tuyên truyền, hậu cần", purpose="propaganda_logistics"
        )
        self.chief = self.in_body("Lương Quốc Vinh", Post.HEAD, self.logistics)
        self.hand = self.in_body("Lộc Văn Sơn", Post.STAFF, self.logistics)

    def meeting(self) -> Meeting:
        """The congress itself, to which nobody is called yet."""
        return MeetingFactory.create(congress=self.congress, kind="congress")

    def call(self, meeting: Meeting, *people: Any, guests: int = 0) -> list[Invitee]:
        """Put people and so many guests on the roll."""
        called = [InviteeFactory.create(meeting=meeting, person=person) for person in people]
        return called + [GuestFactory.create(meeting=meeting) for _each in range(guests)]


def photo(kind: str = "JPEG", *, size: tuple[int, int] = (40, 30), exif: bool = False) -> bytes:
    """A picture; with ``exif`` one that tells where it was taken and with which camera."""
    kept = io.BytesIO()
    image = Image.new("RGB", size, "#aa2222")
    told = Image.Exif()
    if exif:
        told[0x010F] = "Máy ảnh của tôi"
        told[0x8825] = {1: "N", 2: (21.0, 51.0, 0.0)}
    image.save(kept, kind, exif=told)
    return kept.getvalue()
