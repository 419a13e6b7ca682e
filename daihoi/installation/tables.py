"""Every table as rows of plain values, at the state of its migrations, on either database.

The models are those of the recorded migrations, not of the program: an older database is read, and
made again, as it was. What is no model (a search index kept by triggers) follows from the rows.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.duration import duration_iso_string

from daihoi.base.errors import DomainError

Migration = tuple[str, str]  # app label, name
LEFT_OUT = {"sessions.session"}  # people sign in again: a session that was ended stays ended
BATCH = 1000  # rows a statement of reading or writing


class Newer(DomainError):
    """The data was made by a program that knows more than this one."""

    code = "newer_data"


def applied() -> set[Migration]:
    """The migrations that the database has; none if it is empty."""
    return set(MigrationLoader(connection).applied_migrations)


def unknown(found: Iterable[Migration]) -> list[Migration]:
    """Those that this program has never heard of."""
    nodes = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return sorted(set(found) - set(nodes))


def waiting(found: Iterable[Migration]) -> list[Migration]:
    """Those of this program that the database has not."""
    nodes = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return sorted(set(nodes) - set(found))


def targets(found: set[Migration]) -> list[Migration]:
    """The last migration of each app among those found."""
    nodes = MigrationLoader(None, ignore_no_migrations=True).graph.node_map
    followed = {
        parent.key
        for key in found
        if key in nodes
        for parent in nodes[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(key for key in found - followed if key in nodes)


def make(found: set[Migration]) -> None:
    """Make the tables of an empty database as they are once the migrations found are applied.

    Those of this program come from its models, in one transaction: replaying every migration
    takes some eight times as long. A test holds both ways to the same tables.
    """
    if waiting(found):
        MigrationExecutor(connection).migrate(targets(found))
        return
    command = migrate.Command()
    command.verbosity = 0
    command.sync_apps(connection, {config.label for config in apps.get_app_configs()})
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    with transaction.atomic():  # a start that is killed before this begins again
        for node in executor.loader.graph.nodes:
            executor.recorder.record_applied(*node)


def bring_up_to_date() -> None:
    """Make the tables of an empty database, or bring those there are to this version."""
    if not applied():
        make(set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations))
    call_command("migrate", verbosity=0, interactive=False)


def tables_at(found: set[Migration]) -> list[type[models.Model]]:
    """A model for every table there is once the migrations found are applied, without sessions."""
    state = MigrationLoader(None, ignore_no_migrations=True).project_state(targets(found))
    return [
        model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and not model._meta.swapped
        and model._meta.label_lower not in LEFT_OUT
    ]


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """What is written of a row and read back; the database makes generated ones itself."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads within see one moment; writers go on meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size")
            [(pages,)] = cursor.fetchall()
            cursor.execute("PRAGMA cache_size = -2000")  # kB: each page is read once
            cursor.execute("BEGIN")  # deferred: `atomic` takes the lock of writers here
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
                cursor.execute(f"PRAGMA cache_size = {pages}")
        else:
            with transaction.atomic():
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """The rows in the order of their keys, a JSON list of `columns` each."""
    names = [field.attname for field in columns(model)]
    rows = model._meta.base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(BATCH):
        text = json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":"))
        yield text.encode() + b"\n"


def load(model: type[models.Model], found: Iterable[bytes]) -> int:
    """Insert the rows of `lines`; answers how many. `DomainError` if the database refuses one."""
    fields, quote = columns(model), connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our models, quoted
    count, waiting = 0, iter(found)
    with connection.cursor() as cursor:
        while batch := [_row(fields, line) for line in islice(waiting, BATCH)]:
            try:
                cursor.executemany(statement, batch)
            except DatabaseError as error:
                last = count + len(batch)
                raise DomainError(
                    f"Cơ sở dữ liệu không nhận dòng {count + 1}–{last}"
                    f" của bảng {model._meta.label_lower}: {error}"
                ) from error
            count += len(batch)
    return count


def clear(model: type[models.Model]) -> None:
    """Remove what migrations have put into a table: the archive has those rows too."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - name of our model, quoted


def last_key(model: type[models.Model]) -> int | None:
    """The highest number ever given to a row; it is not given again, as the record names rows."""
    if not isinstance(model._meta.pk, models.AutoField):
        return None
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            sequence = "pg_get_serial_sequence(%s, %s)::regclass"
            cursor.execute(
                f"SELECT pg_sequence_last_value({sequence})",
                [connection.ops.quote_name(table), column],
            )
        row = cursor.fetchone()
    given = (row and row[0]) or 0
    highest = model._meta.base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    return max(given, highest) or None


def set_last_key(model: type[models.Model], last: int | None) -> None:
    """New rows get numbers above ``last``."""
    if not last or not isinstance(model._meta.pk, models.AutoField):
        return
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [connection.ops.quote_name(table), column, last],
            )


def _row(fields: Sequence[models.Field[Any, Any]], line: bytes) -> list[Any]:
    return [_stored(field, value) for field, value in zip(fields, json.loads(line), strict=True)]


def _stored(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as the database takes it."""
    if isinstance(field, models.JSONField) and (value is not None or not field.null):
        return connection.ops.adapt_json_value(value, field.encoder)
    return field.get_db_prep_save(field.to_python(value), connection)


def _plain(value: Any) -> str:
    """A value that JSON does not know, as the field's ``to_python`` reads it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"no plain form of {type(value)}")
