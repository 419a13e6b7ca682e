"""Addresses of answers, of closing, and of the opinion table."""

from django.urls import URLPattern, path

from daihoi.documents.views import answers, table

urlpatterns: list[URLPattern] = [
    path("dot/<int:pk>/tiep-thu/", answers.round_answer, name="round_answer"),
    path("dot/<int:pk>/nhom/", answers.groups_propose, name="groups_propose"),
    path("dot/<int:pk>/dong/", answers.round_close, name="round_close"),
    path("dot/<int:pk>/duyet-bang/", table.table_approve, name="table_approve"),
    path("y-kien/<int:pk>/tra-loi/", answers.opinion_answer, name="opinion_answer"),
    path("y-kien/<int:pk>/tach/", answers.opinion_ungroup, name="opinion_ungroup"),
    path("y-kien/<int:pk>/", answers.opinion_detail, name="opinion_detail"),
    path("<int:pk>/bang-y-kien/", table.opinion_table, name="opinion_table"),
    path("<int:pk>/bang-y-kien/docx/", table.opinion_table_docx, name="opinion_table_docx"),
    path("<int:pk>/bang-y-kien/xlsx/", table.opinion_table_xlsx, name="opinion_table_xlsx"),
]
