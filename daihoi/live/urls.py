"""Addresses of this app."""

from django.urls import URLPattern

app_name = "live"
urlpatterns: list[URLPattern] = []
