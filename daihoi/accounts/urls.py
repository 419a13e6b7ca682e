"""Addresses of this app, and those of allauth that are used: nobody signs up or mails a password."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.socialaccount import views as link_views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from daihoi.accounts import queries, views

_own = [
    path("", views.my_account, name="my_account"),
    path("phien/", views.session_list, name="session_list"),
    path("phien/khac/ket-thuc/", views.session_end_others, name="session_end_others"),
    path("phien/<int:pk>/ket-thuc/", views.session_end, name="session_end"),
    path("quan-tri-dau-tien/", views.first_administrator, name="first_administrator"),
    path("trinh-dien/", views.demo_sign_in, name="demo_sign_in"),
    path("ngon-ngu/", set_language, name="set_language"),
]
# At the top, where an address that is typed on a phone stays short.
slip_patterns = [
    path("", views.slip_enter, name="slip_enter"),
    path("<slug:code>/", views.slip_use, name="slip_use"),
]
_passkeys = [
    path("khoa/", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("khoa/them/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("khoa/<int:pk>/sua/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("khoa/<int:pk>/go/", passkey_views.remove_webauthn, name="mfa_remove_webauthn"),
    path(
        "xac-nhan-lai/khoa/",
        passkey_views.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("dang-nhap/khoa/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
]
_single_sign_on = [
    path("lien-ket/", link_views.connections, name="socialaccount_connections"),
    path("lien-ket/<slug:provider_id>/", views.openid_connect_login, name="openid_connect_login"),
    path("lien-ket/<slug:provider_id>/ve/", oidc_views.callback, name="openid_connect_callback"),
]
urlpatterns = [
    path("", include((_own, "accounts"))),
    path(
        "dang-nhap/",
        allauth_views.LoginView.as_view(extra_context={"sign_in": queries.ways_in}),
        name="account_login",
    ),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("mat-khau/", allauth_views.password_change, name="account_change_password"),
    path("mat-khau/dat/", allauth_views.password_set, name="account_set_password"),
    path("xac-nhan-lai/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan-lai/ma/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path("dang-nhap/ma/", factor_views.authenticate, name="mfa_authenticate"),
    path("buoc-hai/", factor_views.index, name="mfa_index"),
    path("buoc-hai/bat/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("buoc-hai/tat/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "ma-du-phong/lap/",
        recovery_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "ma-du-phong/tai/",
        recovery_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    *(_passkeys if "webauthn" in settings.MFA_SUPPORTED_TYPES else []),
    *_single_sign_on,
]
