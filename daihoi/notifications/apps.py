from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "daihoi.notifications"
    label = "notifications"
