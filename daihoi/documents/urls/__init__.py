"""Addresses of this app, by noun: texts, rounds of opinions, answers, returned copies."""

from daihoi.documents.urls import answers, deposits, returned, rounds, superior, texts

app_name = "documents"
urlpatterns = [
    *texts.urlpatterns,
    *rounds.urlpatterns,
    *answers.urlpatterns,
    *deposits.urlpatterns,
    *returned.urlpatterns,
    *superior.urlpatterns,
]
