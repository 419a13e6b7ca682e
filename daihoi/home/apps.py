from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "daihoi.home"
    label = "home"
