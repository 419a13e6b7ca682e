"""Addresses of this app."""

from django.urls import path

from daihoi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("da-doc/", views.inbox_read, name="inbox_read"),
    path("<int:pk>/mo/", views.notice_open, name="notice_open"),
    path("<int:pk>/da-doc/", views.notice_read, name="notice_read"),
]
