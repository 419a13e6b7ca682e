from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "daihoi.ui"
    label = "ui"
