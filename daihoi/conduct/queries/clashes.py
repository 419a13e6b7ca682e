"""What is wrong with a turn's hours, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from daihoi.rules.programme.speaking import Clash

WORDS: Mapping[Clash, StrPromise] = {
    Clash.BACKWARDS: _("Giờ kết thúc sớm hơn giờ bắt đầu."),
    Clash.FUTURE: _("Giờ ghi muộn hơn đồng hồ máy chủ."),
    Clash.OVERLAP: _("Giờ này trùng với lượt của người khác. Hãy xem lại danh sách đã phát biểu."),
    Clash.BEFORE_ITEM: _("Giờ này sớm hơn lúc bắt đầu mục có lượt phát biểu."),
}


def clash_words(clash: Clash) -> StrPromise:
    return WORDS[clash]
