"""What each page of closing is for, in plain words."""

from collections.abc import Mapping

from django_stubs_ext import StrOrPromise

from daihoi.closing.help import aftermath, minutes

PAGES: Mapping[str, StrOrPromise] = {**minutes.PAGES, **aftermath.PAGES}
