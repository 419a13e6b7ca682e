"""Addresses of texts."""

from django.urls import URLPattern, path

from daihoi.documents.views import documents, sections, texts

BLOCK = "ban/<int:pk>/doan/<block:key>"

urlpatterns: list[URLPattern] = [
    path("", documents.document_list, name="document_list"),
    path("cap-duoi/", documents.document_states, name="document_states"),
    path("dai-hoi/<int:congress_pk>/nhap/", documents.document_import, name="document_import"),
    path("<int:pk>/", documents.document_detail, name="document_detail"),
    path("<int:pk>/khung/", sections.document_sections, name="document_sections"),
    path("<int:pk>/khung/giao/", sections.document_owners, name="document_owners"),
    path("<int:pk>/lich-su/", documents.document_history, name="document_history"),
    path("<int:pk>/nhap/", documents.version_import, name="version_import"),
    path("<int:pk>/hoan-thanh/", documents.document_complete, name="document_complete"),
    path(
        "<int:pk>/chinh-sua-lan-cuoi/",
        documents.document_start_last_revision,
        name="document_start_last_revision",
    ),
    path("<int:pk>/ban-cuoi/", documents.document_finalise, name="document_finalise"),
    path("<int:pk>/mo-lai/", documents.document_reopen, name="document_reopen"),
    path("<int:pk>/sua/", documents.version_start, name="version_start"),
    path("<int:pk>/so-sanh/", texts.version_compare, name="version_compare"),
    path("tep/<int:pk>/", documents.draft_detail, name="draft_detail"),
    path("tep/<int:pk>/xac-nhan/", documents.draft_confirm, name="draft_confirm"),
    path("tep/<int:pk>/bo/", documents.draft_discard, name="draft_discard"),
    path("ban/<int:pk>/", texts.version_detail, name="version_detail"),
    path("ban/<int:pk>/docx/", texts.version_docx, name="version_docx"),
    path("ban/<int:pk>/tep-goc/", texts.version_file, name="version_file"),
    path("ban/<int:pk>/sua/", texts.version_edit, name="version_edit"),
    path("ban/<int:pk>/chinh-ta/", texts.version_spelling, name="version_spelling"),
    path("ban/<int:pk>/chot/", texts.version_freeze, name="version_freeze"),
    path("ban/<int:pk>/tin/", texts.version_news, name="version_news"),
    path("ban/<int:pk>/thay-doi/", texts.version_changes, name="version_changes"),
    path("ban/<int:pk>/them-doan/", texts.block_add, name="block_add"),
    path(f"{BLOCK}/", texts.block_detail, name="block_detail"),
    path(f"{BLOCK}/sua/", texts.block_edit, name="block_edit"),
    path(f"{BLOCK}/o/<int:row>/<int:column>/", texts.block_cell, name="block_cell"),
    path(f"{BLOCK}/tach/", texts.block_split, name="block_split"),
    path(f"{BLOCK}/gop/", texts.block_join, name="block_join"),
    path(f"{BLOCK}/kieu/", texts.block_style, name="block_style"),
    path(f"{BLOCK}/chu/", texts.block_mark, name="block_mark"),
    path(f"{BLOCK}/chuyen/", texts.block_move, name="block_move"),
    path(f"{BLOCK}/bo/", texts.block_remove, name="block_remove"),
    path("thay-doi/<int:pk>/hoan-tac/", texts.change_undo, name="change_undo"),
]
