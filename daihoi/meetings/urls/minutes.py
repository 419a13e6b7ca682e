"""Addresses of the record of a meeting, its minutes, and opinions on preparation."""

from django.urls import URLPattern, path

from daihoi.meetings.views import minutes, record

urlpatterns: list[URLPattern] = [
    path("<int:pk>/ghi-bien-ban/", record.minutes_take, name="minutes_take"),
    path("<int:pk>/ghi-bien-ban/moi/", record.minutes_changes, name="minutes_changes"),
    path("<int:pk>/van-kien/<int:document>/", record.document_places, name="document_places"),
    path("<int:pk>/phat-bieu/", record.statement_add, name="statement_add"),
    path("<int:pk>/bieu-quyet/", record.vote_add, name="vote_add"),
    path("<int:pk>/ket-luan/", record.conclusion_add, name="conclusion_add"),
    path("<int:pk>/ket-luan/giao/", record.conclusions_give, name="conclusions_give"),
    path("phat-bieu/<int:pk>/sua/", record.statement_edit, name="statement_edit"),
    path("phat-bieu/<int:pk>/bo/", record.statement_withdraw, name="statement_withdraw"),
    path("phat-bieu/<int:pk>/chuyen-cho/", record.statement_move, name="statement_move"),
    path("phat-bieu/<int:pk>/vao-dot/", record.statement_send, name="statement_send"),
    path("bieu-quyet/<int:pk>/bo/", record.vote_withdraw, name="vote_withdraw"),
    path("ket-luan/<int:pk>/sua/", record.conclusion_edit, name="conclusion_edit"),
    path("ket-luan/<int:pk>/bo/", record.conclusion_withdraw, name="conclusion_withdraw"),
    path("ket-luan/<int:pk>/xong/", record.conclusion_settle, name="conclusion_settle"),
    path("ket-luan/<int:pk>/nhac/", record.conclusion_remind, name="conclusion_remind"),
    path("<int:pk>/bien-ban/", minutes.minutes_detail, name="minutes_detail"),
    path("<int:pk>/bien-ban/doc-lai/", minutes.minutes_read, name="minutes_read"),
    path(
        "<int:pk>/bien-ban/da-doc-lai/", minutes.minutes_read_confirm, name="minutes_read_confirm"
    ),
    path("<int:pk>/bien-ban/ky/", minutes.minutes_sign, name="minutes_sign"),
    path("<int:pk>/bien-ban/mo-lai/", minutes.minutes_reopen, name="minutes_reopen"),
    path("<int:pk>/bien-ban/vao-van-ban/", minutes.minutes_deposit, name="minutes_deposit"),
    path("<int:pk>/bien-ban/word/", minutes.minutes_word, name="minutes_word"),
    path("<int:pk>/bien-ban/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("<int:pk>/bien-ban/bo-sung/", minutes.minutes_add, name="minutes_add"),
    path(
        "bo-sung-bien-ban/<int:pk>/ky/",
        minutes.minutes_addition_sign,
        name="minutes_addition_sign",
    ),
    path("<int:pk>/lap/<str:code>/", minutes.meeting_paper_make, name="meeting_paper_make"),
    path("so-bien-ban/", minutes.minute_book, name="minute_book"),
    path("y-kien-chuan-bi/", minutes.preparation_list, name="preparation_list"),
    path("y-kien-chuan-bi/<int:pk>/", minutes.preparation_handle, name="preparation_handle"),
]
