from django.urls import URLPattern, path

from daihoi.conduct.views import order, questions, running

urlpatterns: list[URLPattern] = [
    path("<int:pk>/", running.conductor, name="conductor"),
    path("<int:pk>/bat-dau/", running.run_start, name="run_start"),
    path("<int:pk>/bo-bat-dau/", running.run_drop, name="run_drop"),
    path("<int:pk>/tiep/", running.item_next, name="item_next"),
    path("<int:pk>/tam-dung/", running.item_stop, name="item_stop"),
    path("<int:pk>/lui/", running.item_back, name="item_back"),
    path("<int:pk>/nhan-phim/", running.keys_take, name="keys_take"),
    path("<int:pk>/ket-thuc/", running.run_end, name="run_end"),
    path("<int:pk>/them-muc/", order.item_add, name="item_add"),
    path("<int:pk>/tong-duyet/", running.rehearsal, name="rehearsal"),
    path("<int:pk>/tong-duyet/bam/", running.rehearsal_press, name="rehearsal_press"),
    path("muc/<int:pk>/bat-dau/", running.item_start, name="item_start"),
    path("muc/<int:pk>/doi-cho/", order.item_move, name="item_move"),
    path("muc/<int:pk>/bo/", order.item_skip, name="item_skip"),
    path("muc/<int:pk>/lam-lai/", order.item_restore, name="item_restore"),
    path("muc/<int:pk>/thoi-luong/", order.item_minutes, name="item_minutes"),
    path("muc/<int:pk>/bot/", order.item_cut, name="item_cut"),
    path("muc/<int:pk>/gio/", order.item_stamp, name="item_stamp"),
    path("muc/<int:pk>/bien-ban/", running.item_minute, name="item_minute"),
    path("muc/<int:pk>/bieu-quyet/", questions.question_open, name="question_open"),
    path("bieu-quyet/<int:pk>/", questions.question_count, name="question_count"),
    path("bieu-quyet/<int:pk>/thoi/", questions.question_drop, name="question_drop"),
]
