from django.urls import URLPattern, path

from daihoi.conduct.views import speaking, turns

urlpatterns: list[URLPattern] = [
    path("<int:pk>/phat-bieu/", speaking.turn_list, name="turn_list"),
    path("<int:pk>/phat-bieu/dua-tham-luan/", speaking.turn_load, name="turn_load"),
    path("<int:pk>/phat-bieu/ghi-ten/", speaking.turn_add, name="turn_add"),
    path("<int:pk>/phat-bieu/tim/", speaking.turn_pick, name="turn_pick"),
    path("<int:pk>/phat-bieu/xin/", speaking.turn_ask, name="turn_ask"),
    path("phat-bieu/<int:pk>/rut/", turns.turn_withdraw, name="turn_withdraw"),
    path("phat-bieu/<int:pk>/dua-lai/", turns.turn_restore, name="turn_restore"),
    path("phat-bieu/<int:pk>/doi-cho/", turns.turn_move, name="turn_move"),
    path("phat-bieu/<int:pk>/moi/", turns.turn_start, name="turn_start"),
    path("phat-bieu/<int:pk>/xong/", turns.turn_end, name="turn_end"),
    path("phat-bieu/<int:pk>/moi-nham/", turns.turn_return, name="turn_return"),
    path("phat-bieu/<int:pk>/them-phut/", turns.turn_more, name="turn_more"),
    path("phat-bieu/<int:pk>/sua/", turns.turn_edit, name="turn_edit"),
    path("phat-bieu/<int:pk>/bien-ban/", turns.turn_minute, name="turn_minute"),
    path("phat-bieu/<int:pk>/gio/", turns.turn_correct, name="turn_correct"),
]
