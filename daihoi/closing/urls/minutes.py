"""Addresses of congress minutes."""

from django.urls import URLPattern, path

from daihoi.closing.views import minutes

urlpatterns: list[URLPattern] = [
    path("<int:pk>/bien-ban/", minutes.minutes_detail, name="minutes_detail"),
    path("<int:pk>/bien-ban/phan/<slug:code>/", minutes.minutes_edit, name="minutes_edit"),
    path("<int:pk>/bien-ban/phan/<slug:code>/giu/", minutes.minutes_keep, name="minutes_keep"),
    path(
        "<int:pk>/bien-ban/phan/<slug:code>/tong-hop/",
        minutes.minutes_follow,
        name="minutes_follow",
    ),
    path("<int:pk>/bien-ban/doc-lai/", minutes.minutes_read, name="minutes_read"),
    path(
        "<int:pk>/bien-ban/da-doc-lai/", minutes.minutes_read_confirm, name="minutes_read_confirm"
    ),
    path("<int:pk>/bien-ban/ky/", minutes.minutes_sign, name="minutes_sign"),
    path("<int:pk>/bien-ban/ky-ban-in/", minutes.minutes_note, name="minutes_note"),
    path("<int:pk>/bien-ban/mo-lai/", minutes.minutes_reopen, name="minutes_reopen"),
    path("<int:pk>/bien-ban/vao-van-ban/", minutes.minutes_deposit, name="minutes_deposit"),
    path("<int:pk>/bien-ban/word/", minutes.minutes_word, name="minutes_word"),
    path("<int:pk>/bien-ban/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
    path("<int:pk>/bien-ban/bo-sung/", minutes.minutes_add, name="minutes_add"),
    path("bo-sung/<int:pk>/ky/", minutes.minutes_addition_sign, name="minutes_addition_sign"),
    path(
        "bo-sung/<int:pk>/ky-ban-in/", minutes.minutes_addition_note, name="minutes_addition_note"
    ),
]
