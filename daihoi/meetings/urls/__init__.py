"""Addresses of this app: meetings and their roll, and their minutes."""

from daihoi.meetings.urls import meetings, minutes

app_name = "meetings"
urlpatterns = [*meetings.urlpatterns, *minutes.urlpatterns]
