"""Addresses of this app."""

from django.urls import URLPattern

app_name = "congresses"
urlpatterns: list[URLPattern] = []
