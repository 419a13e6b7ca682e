"""Addresses of this app."""

from django.urls import path

from daihoi.live import views

app_name = "live"
urlpatterns = [path("", views.stream, name="stream")]
