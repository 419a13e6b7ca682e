"""Addresses of the round trip through Word: copies that come back, and exports with changes."""

from django.urls import URLPattern, path

from daihoi.documents.views import exports, returned

COPY = "ban-gui-ve/<int:pk>"
REVIEW = "ban/<int:pk>/doi-chieu"

urlpatterns: list[URLPattern] = [
    path("<int:pk>/xuat-word/", exports.version_export, name="version_export"),
    path("<int:pk>/xuat-word/tep/", exports.version_export_docx, name="version_export_docx"),
    path("<int:pk>/ban-gui-ve/", returned.returned_list, name="returned_list"),
    path("<int:pk>/ban-gui-ve/tai-len/", returned.returned_upload, name="returned_upload"),
    path("dot/<int:pk>/gui-ban-word/", returned.returned_send, name="returned_send"),
    path(f"{COPY}/", returned.returned_detail, name="returned_detail"),
    path(f"{COPY}/tep/", returned.returned_file, name="returned_file"),
    path(f"{COPY}/xac-nhan/", returned.returned_confirm, name="returned_confirm"),
    path(f"{COPY}/bo/", returned.returned_discard, name="returned_discard"),
    path(f"{COPY}/thanh-y-kien/", returned.returned_opinions, name="returned_opinions"),
    path(f"{REVIEW}/", returned.returned_review, name="returned_review"),
    path(f"{REVIEW}/nhieu-cho/", returned.returned_decide_many, name="returned_decide_many"),
    path(f"{REVIEW}/dua-vao/", returned.returned_apply, name="returned_apply"),
    path("cho-sua/<int:pk>/", returned.returned_decide, name="returned_decide"),
    path("cho-sua/<int:pk>/thanh-y-kien/", returned.returned_take, name="returned_take"),
]
