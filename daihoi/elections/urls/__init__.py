"""Addresses of elections: roll and lists, counting, results."""

from daihoi.elections.urls import counting, preparing, results

app_name = "elections"
urlpatterns = [*preparing.urlpatterns, *counting.urlpatterns, *results.urlpatterns]
