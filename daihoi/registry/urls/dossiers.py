"""Dossiers."""

from django.urls import path

from daihoi.registry.views import dossiers

urlpatterns = [
    path("dai-hoi/<int:pk>/ho-so/", dossiers.dossier_list, name="dossier_list"),
    path("dai-hoi/<int:pk>/ho-so/lap/", dossiers.dossier_add, name="dossier_add"),
    path("ho-so/<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("ho-so/<int:pk>/doi-ten/", dossiers.dossier_rename, name="dossier_rename"),
    path("ho-so/<int:pk>/them/", dossiers.dossier_extend, name="dossier_extend"),
    path("ho-so/<int:pk>/bo/", dossiers.dossier_remove, name="dossier_remove"),
    path("ho-so/<int:pk>/niem-phong/", dossiers.dossier_seal, name="dossier_seal"),
    path("ho-so/<int:pk>/in/", dossiers.dossier_print, name="dossier_print"),
    path("ho-so/<int:pk>/ho-so.pdf", dossiers.dossier_pdf, name="dossier_pdf"),
    path("ho-so/<int:pk>/ho-so.zip", dossiers.dossier_archive, name="dossier_archive"),
    path("ho-so/van-ban/<int:pk>/chuyen/", dossiers.item_move, name="item_move"),
    path("ho-so/van-ban/<int:pk>/bo/", dossiers.item_remove, name="item_remove"),
]
