"""Addresses of congresses and subcommittees."""

from django.urls import path

from daihoi.congresses import views

app_name = "congresses"
urlpatterns = [
    path("", views.congress_list, name="congress_list"),
    path("to-chuc/<int:pk>/them/", views.congress_add, name="congress_add"),
    path("<int:pk>/", views.congress_detail, name="congress_detail"),
    path("<int:pk>/sua/", views.congress_edit, name="congress_edit"),
    path("<int:pk>/tieu-ban/them/", views.subcommittee_add, name="subcommittee_add"),
    path("tieu-ban/<int:pk>/sua/", views.subcommittee_edit, name="subcommittee_edit"),
    path("tieu-ban/<int:pk>/thanh-vien/", views.post_add, name="post_add"),
    path("thanh-vien/<int:pk>/thoi/", views.post_end, name="post_end"),
]
