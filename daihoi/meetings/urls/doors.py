"""Addresses of the doors on the day, of seats and groups, and of the hall's own network."""

from django.urls import path

from daihoi.meetings.views import hall, station

urlpatterns = [
    path("<int:pk>/ban-don/", station.station, name="station"),
    path("<int:pk>/ban-don/gui/", station.station_send, name="station_send"),
    path("<int:pk>/to-thao-luan/", station.group_edit, name="group_edit"),
    path("<int:pk>/to-thao-luan/chia/", station.group_spread, name="group_spread"),
    path("cho-ngoi/<str:code>/", station.seat_find, name="seat_find"),
    path("hoi-truong/", hall.hall_address, name="hall_address"),
    path("hoi-truong/chung-thu.crt", hall.hall_certificate, name="hall_certificate"),
]
