"""Addresses of personnel."""

from django.urls import path

from daihoi.personnel.views import candidates, plans, steps

app_name = "personnel"
STEP = "<int:pk>/buoc/<slug:word>/<int:number>/"
urlpatterns = [
    path("<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("<int:pk>/lap/", plans.plan_begin, name="plan_begin"),
    path("<int:pk>/so-luong/", plans.plan_edit, name="plan_edit"),
    path("<int:pk>/quy-trinh/", plans.steps_edit, name="steps_edit"),
    path("<int:pk>/thong-qua/", plans.plan_settle, name="plan_settle"),
    path("<int:pk>/phe-duyet/", plans.plan_approve, name="plan_approve"),
    path("<int:pk>/trinh/", plans.plan_present, name="plan_present"),
    path("<int:pk>/mo-lai/", plans.plan_reopen, name="plan_reopen"),
    path("<int:pk>/danh-sach/chon/", plans.list_choose, name="list_choose"),
    path("<int:pk>/danh-sach/chot/", plans.list_settle, name="list_settle"),
    path("<int:pk>/ho-so/", plans.file_list, name="file_list"),
    path("<int:pk>/trich-ngang/", plans.summary_export, name="summary_export"),
    path("<int:pk>/da-trinh/", plans.slate_detail, name="slate_detail"),
    path("<int:pk>/nguoi/them/", candidates.candidate_add, name="candidate_add"),
    path("nguoi/<int:pk>/", candidates.candidate_detail, name="candidate_detail"),
    path("nguoi/<int:pk>/sua/", candidates.candidate_edit, name="candidate_edit"),
    path("nguoi/<int:pk>/bo/", candidates.candidate_drop, name="candidate_drop"),
    path("nguoi/<int:pk>/dua-lai/", candidates.candidate_take_back, name="candidate_take_back"),
    path("nguoi/<int:pk>/giay-to/", candidates.file_add, name="file_add"),
    path("giay-to/<int:pk>/", candidates.file_download, name="file_download"),
    path("giay-to/<int:pk>/bo/", candidates.file_remove, name="file_remove"),
    path(STEP, steps.step_detail, name="step_detail"),
    path(f"{STEP}ghi/", steps.step_edit, name="step_edit"),
    path(f"{STEP}phieu/<int:ballot>/", steps.ballot_edit, name="ballot_edit"),
    path(f"{STEP}phieu/<int:ballot>/bo/", steps.ballot_remove, name="ballot_remove"),
    path(f"{STEP}nhan-xet/", steps.assessment_edit, name="assessment_edit"),
    path(f"{STEP}xong/", steps.step_finish, name="step_finish"),
    path(f"{STEP}dinh-chinh/", steps.step_correct, name="step_correct"),
    path(f"{STEP}bao-cao/", steps.step_report, name="step_report"),
    path(f"{STEP}bien-ban/", steps.minutes_deposit, name="minutes_deposit"),
    path(f"{STEP}bien-ban/word/", steps.minutes_word, name="minutes_word"),
    path(f"{STEP}bien-ban/pdf/", steps.minutes_pdf, name="minutes_pdf"),
]
