"""Addresses of the resolution: its clauses, amendments, votes, the adopted text."""

from django.urls import path

from daihoi.resolutions.views import amendments, drafts, votes

app_name = "resolutions"
urlpatterns = [
    path("<int:pk>/", drafts.resolution_detail, name="resolution_detail"),
    path("<int:pk>/lap/", drafts.resolution_begin, name="resolution_begin"),
    path("<int:pk>/lay-lai/", drafts.resolution_retake, name="resolution_retake"),
    path("<int:pk>/cach-bieu-quyet/", drafts.voting_set, name="voting_set"),
    path("<int:pk>/chieu/", drafts.clause_show, name="clause_show"),
    path("<int:pk>/them/", drafts.clause_add, name="clause_add"),
    path("dieu-khoan/<int:pk>/sua/", drafts.clause_edit, name="clause_edit"),
    path("dieu-khoan/<int:pk>/chuyen-loai/", drafts.clause_turn, name="clause_turn"),
    path("dieu-khoan/<int:pk>/bo/", drafts.clause_remove, name="clause_remove"),
    path("dieu-khoan/<int:pk>/dua-lai/", drafts.clause_restore, name="clause_restore"),
    path("dieu-khoan/<int:pk>/de-nghi/", amendments.amendment_add, name="amendment_add"),
    path("de-nghi/<int:pk>/", amendments.amendment_detail, name="amendment_detail"),
    path("de-nghi/<int:pk>/tiep-thu/", amendments.amendment_accept, name="amendment_accept"),
    path("de-nghi/<int:pk>/dua-ra/", amendments.amendment_ask, name="amendment_ask"),
    path("de-nghi/<int:pk>/bieu-quyet/", amendments.amendment_vote, name="amendment_vote"),
    path("de-nghi/<int:pk>/rut/", amendments.amendment_withdraw, name="amendment_withdraw"),
    path("de-nghi/<int:pk>/mo-lai/", amendments.amendment_reopen, name="amendment_reopen"),
    path("dieu-khoan/<int:pk>/bieu-quyet/", votes.target_vote, name="target_vote"),
    path("<int:pk>/bieu-quyet-chi-tieu/", votes.targets_vote, name="targets_vote"),
    path("<int:pk>/bieu-quyet/", votes.whole_vote, name="whole_vote"),
    path("<int:pk>/thong-qua/", votes.resolution_adopt, name="resolution_adopt"),
    path("<int:pk>/van-ban/", votes.resolution_deposit, name="resolution_deposit"),
]
