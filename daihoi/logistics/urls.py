"""Addresses of logistics: the overview, checklists, the stage, the hall, health."""

from django.urls import path

from daihoi.logistics.views import checklists, halls, health, own_rows, stages

app_name = "logistics"
urlpatterns = [
    path("<int:pk>/", checklists.overview, name="overview"),
    path("<int:pk>/bang-kiem/", checklists.checklist, name="checklist"),
    path("<int:pk>/bang-kiem/lap/", checklists.checklist_make, name="checklist_make"),
    path("<int:pk>/bang-kiem/them/", checklists.item_add, name="item_add"),
    path("muc/<int:pk>/", checklists.item_detail, name="item_detail"),
    path("muc/<int:pk>/sua/", checklists.item_edit, name="item_edit"),
    path("muc/<int:pk>/xong/", checklists.item_complete, name="item_complete"),
    path("muc/<int:pk>/mo-lai/", checklists.item_reopen, name="item_reopen"),
    path("muc/<int:pk>/khong-lam/", checklists.item_drop, name="item_drop"),
    path("muc/<int:pk>/anh/", checklists.photo_add, name="photo_add"),
    path("anh/<int:pk>/", checklists.photo_file, name="photo_file"),
    path("anh/<int:pk>/nho/", checklists.photo_small, name="photo_small"),
    path("anh/<int:pk>/bo/", checklists.photo_remove, name="photo_remove"),
    path("to-chuc/<int:pk>/mau/", own_rows.own_row_list, name="own_row_list"),
    path("to-chuc/<int:pk>/mau/them/", own_rows.own_row_add, name="own_row_add"),
    path("to-chuc/<int:pk>/mau/<slug:code>/sua/", own_rows.own_row_change, name="own_row_change"),
    path("mau/<int:pk>/sua/", own_rows.own_row_edit, name="own_row_edit"),
    path("mau/<int:pk>/bo/", own_rows.own_row_remove, name="own_row_remove"),
    path("<int:pk>/san-khau/", stages.stage_detail, name="stage_detail"),
    path("<int:pk>/san-khau/sua/", stages.stage_edit, name="stage_edit"),
    path("<int:pk>/san-khau.svg", stages.stage_svg, name="stage_svg"),
    path("<int:pk>/san-khau.pdf", stages.stage_pdf, name="stage_pdf"),
    path("<int:pk>/cho-ngoi/", halls.hall_detail, name="hall_detail"),
    path("<int:pk>/cho-ngoi/hoi-truong/", halls.hall_edit, name="hall_edit"),
    path("<int:pk>/cho-ngoi/xep/", halls.hall_arrange, name="hall_arrange"),
    path("<int:pk>/cho-ngoi/bien-ten/", halls.hall_cards, name="hall_cards"),
    path("<int:pk>/cho-ngoi/<int:row>/<int:number>/", halls.hall_place, name="hall_place"),
    path("cho/<int:pk>/bo/", halls.seat_clear, name="seat_clear"),
    path("<int:pk>/y-te/", health.health_detail, name="health_detail"),
    path("<int:pk>/y-te/so-nguoi/", health.health_attendance, name="health_attendance"),
    path("<int:pk>/y-te/van-ban/them/", health.measure_add, name="measure_add"),
    path("y-te/van-ban/<int:pk>/bo/", health.measure_remove, name="measure_remove"),
    path("<int:pk>/khai-bao/", health.declaration_list, name="declaration_list"),
    path("<int:pk>/khai-bao/xoa/", health.declaration_remove_all, name="declaration_remove_all"),
    path("khai-bao/<int:pk>/", health.declaration_give, name="declaration_give"),
    path("khai-bao/<int:pk>/than-nhiet/", health.declaration_measure, name="declaration_measure"),
]
