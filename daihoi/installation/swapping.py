"""The place of a database: built beside the old one, which stays until the new one is whole."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from daihoi.installation.places import stamp, sync_folder

UNFLUSHED = (
    "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;"
    " PRAGMA cache_size=-8000;"
)  # nobody else sees the file yet; it is flushed as a whole


class Place(Protocol):
    """Where the database is, and how another takes its place."""

    kept: str  # where the data before was moved to; "" if there was none

    def is_empty(self) -> bool:
        """Whether nobody has ever worked here."""
        ...

    def building(self) -> AbstractContextManager[None]:
        """Within, Django's connection is to a new, empty database; leaving puts it in place.

        After an error the old database is as it was.
        """
        ...

    def loading(self) -> AbstractContextManager[None]:
        """Within, a row may come before the one it points at; `DatabaseError` if that never came."""
        ...


def place_of(database: BaseDatabaseWrapper) -> Place:
    return SqlitePlace() if database.vendor == "sqlite" else PostgresPlace()


class SqlitePlace:
    """A file: the new one is made beside it and takes its name in one step."""

    def __init__(self) -> None:
        self._file = Path(connection.settings_dict["NAME"])
        self.kept = ""

    def __str__(self) -> str:
        return str(self._file)

    def is_empty(self) -> bool:
        return not self._file.exists() or not _someone_was_here()

    @contextmanager
    def building(self) -> Iterator[None]:
        keeps = self._file.exists() and not self.is_empty()
        options, staged = connection.settings_dict["OPTIONS"], _beside(self._file, ".restoring")
        before = options["init_command"]
        _remove(staged)
        connection.close()
        connection.settings_dict["NAME"] = str(staged)
        options["init_command"] = UNFLUSHED
        try:
            with transaction.atomic():
                yield
            connection.close()
            self._take_place(staged, keeps=keeps)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = str(self._file)
            options["init_command"] = before
            _remove(staged)

    @contextmanager
    def loading(self) -> Iterator[None]:
        yield
        connection.check_constraints()

    def _take_place(self, staged: Path, *, keeps: bool) -> None:
        staged.chmod(0o600)
        with staged.open("rb") as file:
            os.fsync(file.fileno())
        if keeps:
            self._keep()
        for ending in ("-wal", "-shm"):  # of the old file; a new one would be spoilt by them
            _beside(self._file, ending).unlink(missing_ok=True)
        staged.replace(self._file)
        sync_folder(self._file.parent)

    def _keep(self) -> None:
        """A second name for the old file, so that its place is never without one."""
        self._settle()
        kept = self._file.with_name(f"{self._file.name}.replaced-{stamp()}")
        os.link(self._file, kept)
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                _beside(self._file, ending).rename(_beside(kept, ending))
        self.kept = str(kept)

    def _settle(self) -> None:
        """What lies in the log goes into the file; a broken file is kept with its log."""
        connection.settings_dict["NAME"] = str(self._file)
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.close()


class PostgresPlace:
    """A database: in one transaction the old tables leave for another schema, the new ones come."""

    def __init__(self) -> None:
        self.kept = ""

    def __str__(self) -> str:
        return str(connection.settings_dict["NAME"])

    def is_empty(self) -> bool:
        return not _someone_was_here()

    @contextmanager
    def building(self) -> Iterator[None]:
        keeps = not self.is_empty()
        with transaction.atomic():
            self._clear(keeps=keeps)
            yield

    @contextmanager
    def loading(self) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # migrations leave some immediate
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else no later ALTER TABLE

    def _clear(self, *, keeps: bool) -> None:
        quote = connection.ops.quote_name
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname, relkind FROM pg_class c"
                " WHERE relnamespace = current_schema()::regnamespace"
                " AND relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS"
                " (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
            )
            found = cursor.fetchall()
            schema = f"replaced_{stamp().replace('-', '_')}"
            if keeps:
                cursor.execute(f"CREATE SCHEMA {quote(schema)}")
                self.kept = schema
            for name, kind in found:
                if keeps:
                    cursor.execute(f"ALTER TABLE {quote(name)} SET SCHEMA {quote(schema)}")
                elif kind in {"r", "p"}:
                    cursor.execute(f"DROP TABLE IF EXISTS {quote(name)} CASCADE")


def _someone_was_here() -> bool:
    """Whether there is an account or a line of the record; a broken database counts as used."""
    try:
        there = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            for table in {"accounts_user", "audit_entry"} & there:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - one of two constants
                if cursor.fetchone():
                    return True
    except DatabaseError:
        return True
    return False


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        _beside(file, ending).unlink(missing_ok=True)
