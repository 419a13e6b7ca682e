"""Addresses of this app."""

from django.urls import path

from daihoi.programme.views import items, programmes, scripts, speeches

app_name = "programme"
urlpatterns = [
    path("<int:pk>/", programmes.programme_detail, name="programme_detail"),
    path("<int:pk>/lap/", programmes.programme_begin, name="programme_begin"),
    path("<int:pk>/cac-ban/", programmes.version_list, name="version_list"),
    path("<int:pk>/dieu-hanh/", programmes.conductor_list, name="conductor_list"),
    path("<int:pk>/dieu-hanh/sua/", programmes.conductor_edit, name="conductor_edit"),
    path("ban/<int:pk>/", programmes.version_detail, name="version_detail"),
    path("ban/<int:pk>/so-sanh/", programmes.version_compare, name="version_compare"),
    path(
        "ban/<int:pk>/lap-ban-moi/",
        programmes.version_continue,
        name="version_continue",
    ),
    path("ban/<int:pk>/in/", programmes.programme_print, name="programme_print"),
    path("ban/<int:pk>/gio/", programmes.programme_frame, name="programme_frame"),
    path("ban/<int:pk>/phong-dich/", programmes.programme_cut, name="programme_cut"),
    path("ban/<int:pk>/chot/", programmes.programme_deposit, name="programme_deposit"),
    path("ban/<int:pk>/them-muc/", items.item_add, name="item_add"),
    path("muc/<int:pk>/sua/", items.item_edit, name="item_edit"),
    path("muc/<int:pk>/chuyen/", items.item_move, name="item_move"),
    path("muc/<int:pk>/phut/", items.item_time, name="item_time"),
    path("muc/<int:pk>/bo/", items.item_remove, name="item_remove"),
    path("kich-ban/<int:pk>/", scripts.script_detail, name="script_detail"),
    path("kich-ban/<int:pk>/lap/", scripts.script_build, name="script_build"),
    path("kich-ban/ban/<int:pk>/in/", scripts.script_print, name="script_print"),
    path("kich-ban/ban/<int:pk>/the/", scripts.script_cards, name="script_cards"),
    path("kich-ban/ban/<int:pk>/hoan-thien/", scripts.script_finalise, name="script_finalise"),
    path("kich-ban/ban/<int:pk>/van-ban/", scripts.script_deposit, name="script_deposit"),
    path("kich-ban/ban/<int:pk>/lay-theo/", scripts.difference_take, name="difference_take"),
    path("kich-ban/ban/<int:pk>/giu-khac/", scripts.difference_keep, name="difference_keep"),
    path("kich-ban/muc/<int:pk>/", scripts.line_edit, name="line_edit"),
    path("tham-luan/<int:pk>/", speeches.speech_list, name="speech_list"),
    path("tham-luan/<int:pk>/in/", speeches.speech_print, name="speech_print"),
    path("tham-luan/<int:pk>/them/", speeches.speech_add, name="speech_add"),
    path("tham-luan/bai/<int:pk>/", speeches.speech_detail, name="speech_detail"),
    path("tham-luan/bai/<int:pk>/sua/", speeches.speech_edit, name="speech_edit"),
    path("tham-luan/bai/<int:pk>/viet/", speeches.speech_write, name="speech_write"),
    path("tham-luan/bai/<int:pk>/xem-xet/", speeches.speech_decide, name="speech_decide"),
    path("tham-luan/bai/<int:pk>/chuyen/", speeches.speech_move, name="speech_move"),
    path("tham-luan/bai/<int:pk>/bo/", speeches.speech_remove, name="speech_remove"),
    path("tham-luan/bai/<int:pk>/van-ban/", speeches.speech_deposit, name="speech_deposit"),
]
