from django.urls import URLPattern, path

from daihoi.conduct.views import hall, screens

urlpatterns: list[URLPattern] = [
    path("<int:pk>/man-hinh/", screens.screen_list, name="screen_list"),
    path("man-hinh/<int:pk>/chieu/", screens.screen_set, name="screen_set"),
    path("man-hinh/<int:pk>/dong/", screens.screen_close, name="screen_close"),
    path("m/<str:code>/", screens.screen_show, name="screen_show"),
    path("<int:pk>/hoi-truong/", hall.hall_follow, name="hall_follow"),
    path("<int:pk>/hoi-truong/cua-toi/", hall.hall_own, name="hall_own"),
]
