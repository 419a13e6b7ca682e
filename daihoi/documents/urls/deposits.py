"""Texts that become official papers."""

from django.urls import path

from daihoi.documents.views import deposits

urlpatterns = [
    path("ban/<int:pk>/lap-van-ban/", deposits.version_deposit, name="version_deposit"),
    path("<int:pk>/bang-tong-hop/lap-van-ban/", deposits.table_deposit, name="table_deposit"),
]
