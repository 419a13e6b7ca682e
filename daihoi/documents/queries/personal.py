"""What documents keep about a person: her opinions with their answers, and her parts in rounds."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from daihoi.base.offers import Table
from daihoi.documents.models import Contribution, Opinion, Participant, ReturnedCopy
from daihoi.organizations.models import Person


def about(person: Person) -> Iterator[Table]:
    """Her own words and what became of them; who answered stays with the round."""
    opinions = Opinion.objects.filter(person=person).select_related("round__document", "answer")
    yield Table(
        _("Ý kiến góp ý"),
        (
            _("Đợt lấy ý kiến"), _("Ngày"), _("Vị trí"), _("Nội dung"), _("Lý do"),
            _("Đề nghị viết lại"), _("Kết quả"), _("Giải trình"), _("Rút lại lúc"),
        ),
        [
            (
                str(opinion.round),
                opinion.given_on,
                opinion.place_label or opinion.place_text,
                opinion.text,
                opinion.argument,
                opinion.proposed_text,
                _result(opinion),
                opinion.answer.explanation if opinion.answer else "",
                opinion.withdrawn_at,
            )
            for opinion in opinions.order_by("pk")
        ],
        order=410,
    )  # fmt: skip
    parts = Participant.objects.filter(person=person).select_related("round__document", "unit")
    yield Table(
        _("Đợt lấy ý kiến đã được hỏi"),
        (_("Đợt lấy ý kiến"), _("Đơn vị khi đó"), _("Góp ý lúc")),
        [
            (str(part.round), part.unit.name if part.unit else "", part.answered_at)
            for part in parts.order_by("pk")
        ],
        order=420,
    )
    signed = Contribution.objects.filter(responsible=person)
    signed = signed.select_related("round__document", "unit")
    yield Table(
        _("Bản góp ý của đơn vị do đồng chí phụ trách"),
        (_("Đợt lấy ý kiến"), _("Đơn vị"), _("Ký lúc")),
        [(str(each.round), each.unit.name, each.signed_at) for each in signed.order_by("pk")],
        order=430,
    )
    copies = ReturnedCopy.objects.filter(person=person).select_related("base__document")
    yield Table(
        _("Bản Word đã gửi về"),
        (_("Văn kiện"), _("Tệp"), _("Tải lên lúc"), _("Nhận lúc")),
        [
            (str(each.base), each.file_name, each.created_at, each.confirmed_at)
            for each in copies.order_by("pk")
        ],
        order=440,
    )


def _result(opinion: Opinion) -> str:
    if opinion.round.document.is_superior:
        return _("tổng hợp gửi cấp trên")
    return opinion.answer.get_result_display() if opinion.answer else _("chưa trả lời")
