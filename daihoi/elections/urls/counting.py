from django.urls import URLPattern, path

from daihoi.elections.views import counts

urlpatterns: list[URLPattern] = [
    path("luot/<int:pk>/kiem/", counts.count_round, name="count_round"),
    path("luot/<int:pk>/kiem/nhan/", counts.count_take, name="count_take"),
    path("luot/<int:pk>/kiem/de-rieng/", counts.count_aside, name="count_aside"),
    path("luot/<int:pk>/kiem/khop/", counts.count_agree, name="count_agree"),
    path("luot/<int:pk>/kiem/lai/", counts.count_recount, name="count_recount"),
    path("kiem/<int:pk>/", counts.count_version, name="count_version"),
    path("kiem/<int:pk>/nhap/", counts.count_entry, name="count_entry"),
    path("kiem/<int:pk>/phieu/", counts.count_paper, name="count_paper"),
    path("kiem/<int:pk>/phieu/lui/", counts.count_undo, name="count_undo"),
    path("kiem/<int:pk>/bo-phieu/", counts.count_bundle, name="count_bundle"),
    path("kiem/<int:pk>/bo-phieu/bo/", counts.count_bundle_remove, name="count_bundle_remove"),
    path("kiem/<int:pk>/tap/dong/", counts.count_batch_close, name="count_batch_close"),
    path("kiem/<int:pk>/tap/co/", counts.count_batch_size, name="count_batch_size"),
    path("kiem/<int:pk>/cach-nhap/", counts.count_mode, name="count_mode"),
    path("kiem/<int:pk>/so-cong/", counts.count_sums, name="count_sums"),
    path("kiem/<int:pk>/dong/", counts.count_close, name="count_close"),
    path("kiem/<int:pk>/sua/", counts.count_mend, name="count_mend"),
    path("kiem/<int:pk>/thay/", counts.count_take_over, name="count_take_over"),
    path("de-rieng/<uuid:pk>/", counts.count_ruling, name="count_ruling"),
    path("de-rieng/<uuid:pk>/dua-lai/", counts.count_give_back, name="count_give_back"),
]
