"""Addresses of what remains: minutes of the congress, what follows it."""

from daihoi.closing.urls import aftermath, minutes

app_name = "closing"
urlpatterns = [*minutes.urlpatterns, *aftermath.urlpatterns]
