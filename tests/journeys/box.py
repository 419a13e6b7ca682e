"""Puts a ballot whose box was opened into a new place: `python -m tests.journeys.box [papers]`.

Seven names for five seats; two tellers with passwords, as many papers out and back as told.
"""

import os
import sys

import django

TELLERS = ("thu.ht", "tu.dv")
PASSWORD = "kiem-phieu-2020"
PAPERS = 12
SEATS = 5
NAMES = (
    "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chi", "Phạm Thị Dung", "Hà Văn Giang", "Đỗ Thị Hà",
    "Vi Văn Khánh",
)  # fmt: skip


def make(papers: int = PAPERS) -> int:
    """The number of the ballot."""
    from tests.elections.counting_room import room

    hall = room(
        names=NAMES, seats=SEATS, papers=papers, organization__name="Chi bộ Thi hành án",
        organization__short_name="Chi bộ",
    )  # fmt: skip
    for user, username in zip((hall.first, hall.second), TELLERS, strict=True):
        user.username = username
        user.set_password(PASSWORD)
        user.save()
    return int(hall.round.pk)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")
    django.setup()
    make(*map(int, sys.argv[1:]))
