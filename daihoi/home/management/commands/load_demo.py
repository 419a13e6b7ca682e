"""`manage.py load_demo`: the reference case, made through the same actions as the screens."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from daihoi.accounts.demo import DEMO_USERS
from daihoi.accounts.models import User
from daihoi.home.management.demo import story


class Command(BaseCommand):
    help = "Load the reference case into an empty place; does nothing if it is there."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if User.objects.filter(username__in=DEMO_USERS.values()).count() == len(DEMO_USERS):
            self.stdout.write("Dữ liệu thử đã có sẵn.")
            return
        if User.objects.exists():
            raise CommandError(
                "Nơi này đã có tài khoản thật nên không nạp dữ liệu thử. "
                "Hãy dùng một thư mục dữ liệu trống (DAIHOI_DATA)."
            )
        self.stdout.write("Đang nạp dữ liệu thử…")
        with transaction.atomic():
            story.tell()
        self.stdout.write("Đã nạp dữ liệu thử.")
