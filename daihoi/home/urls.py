"""Addresses of the first page and the search."""

from django.urls import path

from daihoi.home import views

app_name = "home"
urlpatterns = [
    path("", views.first_page, name="first_page"),
    path("tim-kiem/", views.search, name="search"),
]
