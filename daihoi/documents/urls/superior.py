"""Addresses of superiors' draft documents and of the report on them."""

from django.urls import URLPattern, path

from daihoi.documents.views import superior

REPORT = "dai-hoi/<int:congress_pk>/gop-y-cap-tren"

urlpatterns: list[URLPattern] = [
    path(f"{REPORT}/", superior.superior_report, name="superior_report"),
    path(f"{REPORT}/nhap/", superior.superior_import, name="superior_import"),
    path(f"{REPORT}/docx/", superior.superior_report_docx, name="superior_report_docx"),
    path(f"{REPORT}/xlsx/", superior.superior_report_xlsx, name="superior_report_xlsx"),
    path(f"{REPORT}/dua-vao-bao-cao/", superior.superior_deposit, name="superior_deposit"),
    path("dot/<int:pk>/dong-gop-y-cap-tren/", superior.superior_close, name="superior_close"),
]
