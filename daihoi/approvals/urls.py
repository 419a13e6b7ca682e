"""Addresses of this app."""

from django.urls import path

from daihoi.approvals.views import decisions, dossiers, submissions

app_name = "approvals"
urlpatterns = [
    path("to-chuc/", decisions.desk, name="desk"),
    path("dai-hoi/<int:pk>/", dossiers.dossier, name="dossier"),
    path("dai-hoi/<int:pk>/chuan-y/", dossiers.confirmation, name="confirmation"),
    path("dai-hoi/<int:pk>/<slug:kind>/gui/", dossiers.dossier_submit, name="dossier_submit"),
    path("dai-hoi/<int:pk>/<slug:kind>/<slug:code>/", dossiers.line_edit, name="line_edit"),
    path(
        "dai-hoi/<int:pk>/<slug:kind>/<slug:code>/tep/",
        dossiers.line_attach,
        name="line_attach",
    ),
    path("tep-kem/<int:pk>/", dossiers.attachment_file, name="attachment_file"),
    path("tep-kem/<int:pk>/bo/", dossiers.attachment_remove, name="attachment_remove"),
    path("<int:pk>/", submissions.submission_detail, name="submission_detail"),
    path("<int:pk>/rut/", submissions.submission_withdraw, name="submission_withdraw"),
    path("<int:pk>/tiep-nhan/", submissions.submission_take_up, name="submission_take_up"),
    path("<int:pk>/theo-giay/", submissions.submission_on_paper, name="submission_on_paper"),
    path("<int:pk>/ghi-moc/", submissions.submission_note_steps, name="submission_note_steps"),
    path("<int:pk>/hieu-luc/", submissions.validity_review, name="validity_review"),
    path("<int:pk>/ho-so.pdf", submissions.sealed_pdf, name="sealed_pdf"),
    path("<int:pk>/ho-so.zip", submissions.sealed_archive, name="sealed_archive"),
    path("<int:pk>/tham-dinh/", decisions.appraisal_finish, name="appraisal_finish"),
    path("<int:pk>/tham-dinh-lai/", decisions.appraisal_reopen, name="appraisal_reopen"),
    path("<int:pk>/giu-ket-qua/", decisions.appraisal_keep, name="appraisal_keep"),
    path("<int:pk>/tra-lai/", decisions.submission_return, name="submission_return"),
    path("<int:pk>/phe-duyet/", decisions.submission_approve, name="submission_approve"),
    path("<int:pk>/chuan-y/", decisions.results_confirm, name="results_confirm"),
    path("<int:pk>/khong-cong-nhan/", decisions.results_refuse, name="results_refuse"),
    path("van-ban/<int:pk>/", decisions.item_judge, name="item_judge"),
    path("van-ban/<int:pk>/so-sanh/", submissions.item_compare, name="item_compare"),
    path("van-ban/<int:pk>/so-sanh.docx", submissions.item_redline, name="item_redline"),
    path("tep/<int:pk>/", submissions.file_open, name="file_open"),
]
