from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "daihoi.files"
    label = "files"
