"""Addresses of organizations, their people, accounts and list imports."""

from django.urls import path

from daihoi.organizations.views import accounts, imports, organizations, people

app_name = "organizations"
urlpatterns = [
    path("", organizations.organization_list, name="organization_list"),
    path("thiet-lap/", organizations.set_up, name="set_up"),
    path("them/", organizations.organization_add, name="organization_add"),
    path("<int:pk>/", organizations.organization_detail, name="organization_detail"),
    path("<int:pk>/sua/", organizations.organization_edit, name="organization_edit"),
    path("<int:pk>/don-vi/them/", organizations.unit_add, name="unit_add"),
    path("don-vi/<int:pk>/sua/", organizations.unit_edit, name="unit_edit"),
    path("don-vi/<int:pk>/xoa/", organizations.unit_remove, name="unit_remove"),
    path("<int:pk>/dang-vien/", people.person_list, name="person_list"),
    path("<int:pk>/dang-vien/them/", people.person_add, name="person_add"),
    path("dang-vien/<int:pk>/", people.person_detail, name="person_detail"),
    path("dang-vien/<int:pk>/sua/", people.person_edit, name="person_edit"),
    path("dang-vien/<int:pk>/tu-cach/", people.membership_change, name="membership_change"),
    path("dang-vien/<int:pk>/chuc-vu/", people.office_add, name="office_add"),
    path("chuc-vu/<int:pk>/thoi/", people.office_end, name="office_end"),
    path("<int:pk>/tai-khoan/", accounts.account_list, name="account_list"),
    path("<int:pk>/tai-khoan/cap/", accounts.account_give_all, name="account_give_all"),
    path("dang-vien/<int:pk>/tai-khoan/", accounts.account_give, name="account_give"),
    path("dang-vien/<int:pk>/mat-khau/", accounts.account_reset, name="account_reset"),
    path("<int:pk>/nhap/", imports.member_import, name="member_import"),
    path("<int:pk>/xuat/", imports.member_export, name="member_export"),
    path("nhap/<int:pk>/", imports.member_import_detail, name="member_import_detail"),
    path("nhap/<int:pk>/lua-chon/", imports.member_import_answer, name="member_import_answer"),
    path("nhap/<int:pk>/xac-nhan/", imports.member_import_confirm, name="member_import_confirm"),
    path("nhap/<int:pk>/bo-qua/", imports.member_import_rejected, name="member_import_rejected"),
]
