"""Addresses of this app, by noun: papers and templates, the register, dossiers."""

from daihoi.registry.urls import dossiers, papers, register

app_name = "registry"
urlpatterns = [*papers.urlpatterns, *register.urlpatterns, *dossiers.urlpatterns]
