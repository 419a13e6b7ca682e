"""Addresses of organizations, their people, accounts and list imports."""

from django.urls import path

from daihoi.organizations.views import (
    accounts,
    bulk,
    imports,
    memberships,
    merging,
    offices,
    organizations,
    people,
)

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
    path("dang-vien/<int:pk>/tu-cach/", memberships.membership_change, name="membership_change"),
    path("dang-vien/<int:pk>/tu-cach/them/", memberships.membership_add, name="membership_add"),
    path("tu-cach/<int:pk>/sua/", memberships.membership_edit, name="membership_edit"),
    path("tu-cach/<int:pk>/xoa/", memberships.membership_remove, name="membership_remove"),
    path("<int:pk>/tai-ngay/", memberships.member_roll, name="member_roll"),
    path("<int:pk>/tai-ngay/xuat/", memberships.member_roll_export, name="member_roll_export"),
    path("dang-vien/<int:pk>/chuc-vu/", offices.office_add, name="office_add"),
    path("chuc-vu/<int:pk>/sua/", offices.office_edit, name="office_edit"),
    path("chuc-vu/<int:pk>/thoi/", offices.office_end, name="office_end"),
    path("dang-vien/<int:pk>/gop/", merging.person_merge, name="person_merge"),
    path("<int:pk>/sua-nhieu/", bulk.people_change, name="people_change"),
    path("<int:pk>/tai-khoan/", accounts.account_list, name="account_list"),
    path("<int:pk>/tai-khoan/cap/", accounts.account_give_all, name="account_give_all"),
    path("<int:pk>/tai-khoan/thu-hoi/", accounts.account_revoke_all, name="account_revoke_all"),
    path("dang-vien/<int:pk>/tai-khoan/", accounts.account_give, name="account_give"),
    path("dang-vien/<int:pk>/phieu/", accounts.account_reset, name="account_reset"),
    path("dang-vien/<int:pk>/phieu/thu-hoi/", accounts.account_revoke, name="account_revoke"),
    path(
        "dang-vien/<int:pk>/buoc-hai/go/",
        accounts.account_remove_factor,
        name="account_remove_factor",
    ),
    path("<int:pk>/nhap/", imports.member_import, name="member_import"),
    path("<int:pk>/xuat/", imports.member_export, name="member_export"),
    path("nhap/<int:pk>/", imports.member_import_detail, name="member_import_detail"),
    path("nhap/<int:pk>/lua-chon/", imports.member_import_answer, name="member_import_answer"),
    path("nhap/<int:pk>/xac-nhan/", imports.member_import_confirm, name="member_import_confirm"),
    path("nhap/<int:pk>/bo-qua/", imports.member_import_rejected, name="member_import_rejected"),
]
