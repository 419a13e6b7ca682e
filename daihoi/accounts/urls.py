"""Addresses of this app, and those of allauth that are used: nobody signs up or mails a password."""

from allauth.account import views as allauth_views
from django.urls import include, path
from django.views.i18n import set_language

from daihoi.accounts import queries, views

_own = [
    path("", views.my_account, name="my_account"),
    path("quan-tri-dau-tien/", views.first_administrator, name="first_administrator"),
    path("trinh-dien/", views.demo_sign_in, name="demo_sign_in"),
    path("ngon-ngu/", set_language, name="set_language"),
]
urlpatterns = [
    path("", include((_own, "accounts"))),
    path(
        "dang-nhap/",
        allauth_views.LoginView.as_view(extra_context={"demo_people": queries.demo_people}),
        name="account_login",
    ),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("mat-khau/", allauth_views.password_change, name="account_change_password"),
    path("mat-khau/dat/", allauth_views.password_set, name="account_set_password"),
]
