"""What each page of elections is for, in plain words."""

from collections.abc import Mapping

from django_stubs_ext import StrOrPromise

from daihoi.elections.help import counting, preparing, results

PAGES: Mapping[str, StrOrPromise] = {**preparing.PAGES, **counting.PAGES, **results.PAGES}
