"""Papers and their templates."""

from django.urls import path

from daihoi.registry.views import boilerplate, papers, templates

urlpatterns = [
    path("dai-hoi/<int:pk>/", papers.paper_list, name="paper_list"),
    path("dai-hoi/<int:pk>/lap/<slug:code>/", papers.paper_make, name="paper_make"),
    path("<int:pk>/", papers.paper_detail, name="paper_detail"),
    path("<int:pk>/dien/", papers.paper_fill, name="paper_fill"),
    path("<int:pk>/sua/", papers.paper_edit, name="paper_edit"),
    path("<int:pk>/the-thuc/", papers.paper_layout, name="paper_layout"),
    path("<int:pk>/nguoi-ky/", papers.paper_sign, name="paper_sign"),
    path("<int:pk>/du-thao/", papers.paper_redraft, name="paper_redraft"),
    path("<int:pk>/xoa/", papers.paper_remove, name="paper_remove"),
    path("<int:pk>/word/", papers.paper_word, name="paper_word"),
    path("<int:pk>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("to-chuc/<int:pk>/mau/", templates.template_list, name="template_list"),
    path("to-chuc/<int:pk>/truong/", templates.field_list, name="field_list"),
    path("to-chuc/<int:pk>/mau/<slug:code>/them/", templates.template_add, name="template_add"),
    path(
        "to-chuc/<int:pk>/mau/<slug:code>/<slug:key>/",
        templates.template_read,
        name="template_read",
    ),
    path("mau/<int:pk>/", templates.template_detail, name="template_detail"),
    path("mau/<int:pk>/sua/", templates.template_edit, name="template_edit"),
    path("mau/<int:pk>/word/", templates.template_word_file, name="template_word_file"),
    path("mau/<int:pk>/tai-len/", templates.template_upload, name="template_upload"),
    path("mau/<int:pk>/cong-bo/", templates.template_publish, name="template_publish"),
    path("mau/<int:pk>/thu-hoi/", templates.template_withdraw, name="template_withdraw"),
    path("mau/<int:pk>/xoa/", templates.template_remove, name="template_remove"),
    path("to-chuc/<int:pk>/cau-mau/", boilerplate.passage_list, name="passage_list"),
    path("to-chuc/<int:pk>/cau-mau/them/", boilerplate.passage_add, name="passage_add"),
    path("cau-mau/<int:pk>/sua/", boilerplate.passage_edit, name="passage_edit"),
    path("cau-mau/<int:pk>/cong-bo/", boilerplate.passage_publish, name="passage_publish"),
    path("cau-mau/<int:pk>/thu-hoi/", boilerplate.passage_withdraw, name="passage_withdraw"),
    path("cau-mau/<int:pk>/xoa/", boilerplate.passage_remove, name="passage_remove"),
]
