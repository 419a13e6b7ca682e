"""Addresses of this app."""

from django.urls import path

from daihoi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("da-doc/", views.inbox_read, name="inbox_read"),
    path("thu-dien-tu/", views.mail_edit, name="mail_edit"),
    path("thu-dien-tu/xac-nhan/<str:token>/", views.mail_confirm, name="mail_confirm"),
    path("thu-dien-tu/thoi/<str:token>/", views.mail_stop, name="mail_stop"),
    path("<int:pk>/mo/", views.notice_open, name="notice_open"),
    path("<int:pk>/da-doc/", views.notice_read, name="notice_read"),
]
