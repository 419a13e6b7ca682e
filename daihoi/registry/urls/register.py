"""Numbers, issued and incoming papers, books, the check page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
