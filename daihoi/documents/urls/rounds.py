"""Addresses of rounds and of the opinions in them."""

from django.urls import URLPattern, path

from daihoi.documents.views import contributions, opinion_lists, opinions, rounds

urlpatterns: list[URLPattern] = [
    path("<int:pk>/lay-y-kien/", rounds.round_open, name="round_open"),
    path("dot/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("dot/<int:pk>/doc/", rounds.round_read, name="round_read"),
    path("dot/<int:pk>/ket-thuc/", rounds.round_end, name="round_end"),
    path("dot/<int:pk>/gia-han/", rounds.round_extend, name="round_extend"),
    path("dot/<int:pk>/nhac/", rounds.round_remind, name="round_remind"),
    path("dot/<int:pk>/doan/<block:key>/", rounds.paragraph_opinions, name="paragraph_opinions"),
    path("dot/<int:pk>/gop-y/", opinions.opinion_add, name="opinion_add"),
    path("dot/<int:pk>/dong-y/", opinions.opinion_agree, name="opinion_agree"),
    path("dot/<int:pk>/nhap-phieu/", opinions.paper_opinion_add, name="paper_opinion_add"),
    path("dot/<int:pk>/nhap-danh-sach/", opinion_lists.opinion_import, name="opinion_import"),
    path(
        "dot/<int:pk>/don-vi/<int:unit>/",
        contributions.contribution_detail,
        name="contribution_detail",
    ),
    path(
        "muc-gop-y/<int:pk>/", contributions.contribution_item_edit, name="contribution_item_edit"
    ),
    path(
        "muc-gop-y/<int:pk>/bo/",
        contributions.contribution_item_remove,
        name="contribution_item_remove",
    ),
    path("ban-gop-y/<int:pk>/ky/", contributions.contribution_sign, name="contribution_sign"),
    path("y-kien-cua-toi/", opinions.my_opinions, name="my_opinions"),
    path("y-kien/<int:pk>/sua/", opinions.opinion_edit, name="opinion_edit"),
    path("y-kien/<int:pk>/rut/", opinions.opinion_withdraw, name="opinion_withdraw"),
    path(
        "danh-sach-y-kien/<int:pk>/",
        opinion_lists.opinion_import_detail,
        name="opinion_import_detail",
    ),
    path(
        "danh-sach-y-kien/<int:pk>/xac-nhan/",
        opinion_lists.opinion_import_confirm,
        name="opinion_import_confirm",
    ),
    path(
        "danh-sach-y-kien/<int:pk>/chua-nhap/",
        opinion_lists.opinion_import_rejected,
        name="opinion_import_rejected",
    ),
]
