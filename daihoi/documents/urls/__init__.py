"""Addresses of this app, by noun: texts, rounds of opinions, answers."""

from daihoi.documents.urls import answers, rounds, texts

app_name = "documents"
urlpatterns = [*texts.urlpatterns, *rounds.urlpatterns, *answers.urlpatterns]
