"""Addresses of this app: meetings and their roll, the doors on the day, and their minutes."""

from daihoi.meetings.urls import doors, meetings, minutes

app_name = "meetings"
urlpatterns = [*meetings.urlpatterns, *doors.urlpatterns, *minutes.urlpatterns]
