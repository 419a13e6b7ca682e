"""The tables of a new place are made at once; killed in the middle, the next start goes on."""

from pathlib import Path

import pytest

from tests.installation.moving import run
from tests.installation.test_upgrade import tables_of

pytestmark = pytest.mark.once
START = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "daihoi.config.settings"
import django; django.setup()
from daihoi.installation import tables
{before}
tables.bring_up_to_date()
assert tables.waiting(tables.applied()) == []
"""
KILLED = """
from django.db.migrations.recorder import MigrationRecorder
noted = MigrationRecorder.record_applied
def die(recorder, app, name, noted=noted):
    noted(recorder, app, name)
    os._exit(0)
MigrationRecorder.record_applied = die
"""


def test_a_new_place_is_up_to_date_and_a_killed_start_begins_again(tmp_path: Path) -> None:
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    run(whole, "-c", START.format(before=""))
    run(cut, "-c", START.format(before=KILLED))
    assert "django_migrations" in tables_of(cut / "daihoi.sqlite3")
    run(cut, "-c", START.format(before=""))
    assert tables_of(cut / "daihoi.sqlite3") == tables_of(whole / "daihoi.sqlite3")
