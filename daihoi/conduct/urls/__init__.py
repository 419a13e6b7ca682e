"""Addresses of the day: the script that runs, who speaks, what the screens show."""

from daihoi.conduct.urls import hall, running, speaking

app_name = "conduct"
urlpatterns = [*running.urlpatterns, *speaking.urlpatterns, *hall.urlpatterns]
