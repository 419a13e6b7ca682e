"""What each page of meetings is for, in plain words."""

from collections.abc import Mapping

from django_stubs_ext import StrOrPromise

from daihoi.meetings.help import doors, meetings, minutes

PAGES: Mapping[str, StrOrPromise] = {**meetings.PAGES, **doors.PAGES, **minutes.PAGES}
