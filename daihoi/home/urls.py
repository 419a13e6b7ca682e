"""Addresses of the first page, the search and the status report."""

from django.urls import path

from daihoi.home import views

app_name = "home"
urlpatterns = [
    path("", views.first_page, name="first_page"),
    path("tim-kiem/", views.search, name="search"),
    path("bao-cao-tien-do/", views.report, name="report"),
    path("bao-cao-tien-do/xlsx/", views.report_xlsx, name="report_xlsx"),
    path("bao-cao-tien-do/van-ban/", views.report_deposit, name="report_deposit"),
    path("du-lieu-cua-toi/", views.my_data, name="my_data"),
    path("du-lieu-cua-toi/tai-ve/", views.my_data_export, name="my_data_export"),
    path("lich/", views.calendar_link, name="calendar_link"),
    path("lich/huy/", views.calendar_link_revoke, name="calendar_link_revoke"),
    path("lich/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
]
