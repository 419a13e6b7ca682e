"""Start-up: every app's offers are read once all apps are there."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BaseConfig(AppConfig):
    name = "daihoi.base"
    label = "base"

    def ready(self) -> None:
        autodiscover_modules("offers")
