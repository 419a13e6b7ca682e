from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "daihoi.live"
    label = "live"
