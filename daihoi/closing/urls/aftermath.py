"""Addresses of what follows a congress."""

from django.urls import path

from daihoi.closing.views import aftermath, terms

urlpatterns = [
    path("<int:pk>/", aftermath.aftermath_detail, name="aftermath_detail"),
    path("<int:pk>/ban-giao/", aftermath.aftermath_handover, name="aftermath_handover"),
    path("ban-giao/<int:pk>/gach/", aftermath.aftermath_strike, name="aftermath_strike"),
    path("<int:pk>/luu-tru/", aftermath.aftermath_archive, name="aftermath_archive"),
    path("<int:pk>/nhiem-ky/", terms.term_end, name="term_end"),
]
