"""Finding rows by whole words, marks and case apart, however many rows there are.

A model says in its `Meta.indexes` which of its texts are searched; the database keeps the index
itself, so no write can forget it: SQLite a full-text table filled by triggers, PostgreSQL a GIN
index on an expression. Both fold ("Đức" → "duc") and split as `words_of` does.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BooleanField, Exists, Expression, F, OuterRef, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from daihoi.vietnamese.text import fold

Rows = TypeVar("Rows", bound=models.Model)
MOST_WORDS = 12  # of one search; more narrow nothing
FEW = 1_000  # rows that SQLite does not need its index for
FIRST_LOOK = 400  # newest rows with the words that SQLite looks at before it looks at all
_WORD = re.compile(r"[^\W_]+")

# Text beyond 300,000 characters is not searched: PostgreSQL's vectors end at one megabyte.
_POSTGRESQL_LETTERS = (
    r"lower(translate(regexp_replace(normalize(left(%s, 300000), NFD),"
    r" '[\u0300-\u036f]+', '', 'g'), 'đĐ', 'dd'))"
)
# The cost tells the planner to compute as few of them as it can: one takes about 0.1 ms. In plpgsql
# it stays one call; in SQL the planner would take it apart anew for every search, which takes longer.
_POSTGRESQL_FUNCTION = rf"""
CREATE OR REPLACE FUNCTION daihoi_words(written text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 2000 AS $$
BEGIN
    RETURN to_tsvector('pg_catalog.simple', regexp_replace(
        {_POSTGRESQL_LETTERS % "written"}, '[^[:alnum:]]+', ' ', 'g'));
END
$$
"""
_SQLITE_TABLE = (
    "CREATE VIRTUAL TABLE %(name)s USING fts5(words, content='', prefix='2 3',"
    """ tokenize="unicode61 remove_diacritics 2")"""
)


def words_of(written: str) -> list[list[str]]:
    """What is searched for: each typed piece as its folded words, "35-CT/TW" as three in a row."""
    pieces = [_WORD.findall(piece) for piece in fold(written).split()]
    return [piece for piece in pieces if piece][:MOST_WORDS]


class WordIndex(models.Index):
    """An index of the words of text ``fields``, which must not be null."""

    def create_sql(  # type: ignore[override]  # the stubs know the name of one argument only
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, **_: Any
    ) -> Statement:
        if schema_editor.connection.vendor == "postgresql":
            return self._postgresql_index(model, schema_editor)
        name = schema_editor.quote_name(self.name)
        schema_editor.execute(f"DROP TABLE IF EXISTS {name}")
        schema_editor.execute(_SQLITE_TABLE % {"name": name})
        # Only one statement can be answered. Django keeps those that wait in step with the table:
        # SQLite makes a table anew to change it, and the triggers go with the old one.
        answered, *waiting = self._sqlite_statements(model, schema_editor)
        schema_editor.deferred_sql.extend(waiting)
        return answered

    def remove_sql(  # type: ignore[override]  # as above
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, **_: Any
    ) -> Statement:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        name = schema_editor.quote_name(self.name)
        if schema_editor.connection.vendor == "postgresql":
            return Statement(f"DROP INDEX IF EXISTS {name}", table=table)
        for event in ("insert", "update", "delete"):
            trigger = schema_editor.quote_name(f"{self.name}_{event}")
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        return Statement(f"DROP TABLE IF EXISTS {name}", table=table)

    def text_sql(self, columns: Sequence[str], connection: BaseDatabaseWrapper) -> str:
        """The text that is indexed, of ``columns`` in SQL; index and search must say it alike."""
        if connection.vendor == "postgresql":
            return f"daihoi_words({_joined(columns, cast='::text')})"
        return f"replace(replace({_joined(columns)}, 'đ', 'd'), 'Đ', 'd')"  # no mark, but a letter

    def _columns(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[str]:
        names = [model._meta.get_field(name).column for name in self.fields]  # type: ignore[union-attr]  # a text field
        return [schema_editor.quote_name(str(name)) for name in names]

    def _postgresql_index(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement:
        schema_editor.execute(_POSTGRESQL_FUNCTION)
        text = self.text_sql(self._columns(model, schema_editor), schema_editor.connection)
        return Statement(
            f"CREATE INDEX {schema_editor.quote_name(self.name)} ON %(table)s USING gin ({text})",
            table=Table(model._meta.db_table, schema_editor.quote_name),
        )

    def _sqlite_statements(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        """Triggers that tell the table of words what came and went, and all that is there."""
        columns = self._columns(model, schema_editor)
        pk = schema_editor.quote_name(str(model._meta.pk.column))
        old, new = (
            self.text_sql([f"{row}.{column}" for column in columns], schema_editor.connection)
            for row in ("old", "new")
        )
        name = schema_editor.quote_name(self.name)
        into = f"INSERT INTO {name}"
        gone = f"{into} ({name}, rowid, words) VALUES ('delete', old.{pk}, {old});"
        came = f"{into} (rowid, words) VALUES (new.{pk}, {new});"
        changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in (pk, *columns))
        watched = ", ".join([pk, *columns])
        text = self.text_sql(columns, schema_editor.connection)
        on = "ON %(table)s"
        update = f"UPDATE OF {watched} {on} WHEN {changed}"
        texts = [
            f"CREATE TRIGGER {self._trigger('insert')} AFTER INSERT {on} BEGIN {came} END",
            f"CREATE TRIGGER {self._trigger('delete')} AFTER DELETE {on} BEGIN {gone} END",
            f"CREATE TRIGGER {self._trigger('update')} AFTER {update} BEGIN {gone} {came} END",
            f"{into} ({name}) VALUES ('delete-all')",
            f"{into} (rowid, words) SELECT {pk}, {text} FROM %(table)s",  # noqa: S608 - names of ours
        ]
        return [
            Statement(each, table=Table(model._meta.db_table, schema_editor.quote_name))
            for each in texts
        ]

    def _trigger(self, event: str) -> str:
        return f'"{self.name}_{event}"'


class HasWords(Expression):
    """Condition: a row of ``model`` has all the pieces of a search; the last word may go on.

    ``newest`` lets SQLite look at so many of the newest rows with the words only.
    """

    conditional = True

    def __init__(
        self, model: type[models.Model], written: str, *, newest: int | None = None
    ) -> None:
        super().__init__(output_field=BooleanField())
        self.index = next(index for index in model._meta.indexes if isinstance(index, WordIndex))
        self.pieces = words_of(written)
        self.newest = newest
        self.pk: Any = F("pk")
        self.texts: list[Any] = [F(name) for name in self.index.fields]

    def get_source_expressions(self) -> list[Any]:
        return [self.pk, *self.texts]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.pk, *self.texts = exprs

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        pk, _ = compiler.compile(self.pk)
        name = connection.ops.quote_name(self.index.name)
        limit = f" ORDER BY rowid DESC LIMIT {int(self.newest)}" if self.newest else ""
        sought = " AND ".join(f'"{" ".join(piece)}"' for piece in self.pieces)
        if self._goes_on():
            sought += "*"
        rows = f"SELECT rowid FROM {name} WHERE {name} MATCH %s{limit}"  # noqa: S608 - a name of ours
        return f"{pk} IN ({rows})", [sought]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        columns = [compiler.compile(text)[0] for text in self.texts]
        sought = " & ".join(f"'{word}'" for piece in self.pieces for word in piece)
        if self._goes_on():
            sought += ":*"
        text = self.index.text_sql(columns, connection)
        condition = f"{text} @@ to_tsquery('pg_catalog.simple', %s)"
        # The index knows no places of words; whether they follow each other is cheaper to see in
        # the text than in its words, which would have to be computed again.
        in_a_row = [self._in_a_row(piece) for piece in self.pieces if len(piece) > 1]
        letters = _POSTGRESQL_LETTERS % _joined(columns, cast="::text")
        return " AND ".join([condition, *[f"{letters} ~ %s"] * len(in_a_row)]), [sought, *in_a_row]

    def _in_a_row(self, piece: list[str]) -> str:
        """The words of a piece one after another, as a regular expression of PostgreSQL."""
        end = "" if piece is self.pieces[-1] and self._goes_on() else "($|[^[:alnum:]])"
        return f"(^|[^[:alnum:]]){'[^[:alnum:]]+'.join(piece)}{end}"

    def _goes_on(self) -> bool:
        """A single letter stands for itself: "Nguyễn Văn A" is nobody else."""
        return len(self.pieces[-1][-1]) > 1


def _joined(columns: Sequence[str], *, cast: str = "") -> str:
    return " || ' ' || ".join(f"{column}{cast}" for column in columns)


def with_words(rows: QuerySet[Rows], written: str) -> QuerySet[Rows]:
    """Those of ``rows`` that have all the words; none if there is no word in it."""
    return rows.filter(HasWords(rows.model, written)) if words_of(written) else rows.none()


def newest_with_words(
    rows: QuerySet[Rows],
    written: str,
    *,
    start: int = 0,
    stop: int,
    related: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> list[Rows]:
    """A page of those of ``rows`` that have all the words, newest first, with ``related`` joined.

    A word in nearly every row costs no more than a rare one: where the newest rows with it fill
    the page, no others are looked at. ``fields`` are those that will be read, if not all: the
    others cost more than finding the rows.
    """
    if not words_of(written):
        return []

    def shown(found: QuerySet[Rows]) -> QuerySet[Rows]:
        joined = found.select_related(*related).order_by("-pk")
        return joined.only(*fields) if fields else joined

    if connection.vendor == "sqlite":
        # SQLite keeps no statistics; left alone it would walk through all that may be seen.
        every = rows.model._base_manager  # noqa: SLF001 - without conditions
        look = max(FIRST_LOOK, 4 * stop)
        newest = HasWords(rows.model, written, newest=look)
        page = list(shown(every.filter(newest, Exists(rows.filter(pk=OuterRef("pk")))))[start:stop])
        if len(page) == stop - start or every.filter(newest).count() < look:
            return page
        few = _few_with_words(rows, written)
        if few is not None:
            return list(shown(every.filter(pk__in=few[start:stop])))
    return list(shown(with_words(rows, written))[start:stop])


def _few_with_words(rows: QuerySet[Any], written: str) -> list[int] | None:
    """Numbers of ``rows`` with the words, newest first; None if the rows are not few.

    A word that stands in 100,000 rows of which somebody may see two is sought in these two.
    """
    fields = next(
        index for index in rows.model._meta.indexes if isinstance(index, WordIndex)
    ).fields
    texts = list(rows.order_by("-pk").values_list("pk", *fields)[: FEW + 1])
    if len(texts) > FEW:
        return None
    pieces = words_of(written)
    return [pk for pk, *text in texts if _stand_in(" ".join(text), pieces)]


def _stand_in(text: str, pieces: list[list[str]]) -> bool:
    """Whether the database would find ``text``."""
    words = f" {' '.join(_WORD.findall(fold(text)))} "
    *whole, last = [" ".join(piece) for piece in pieces]
    end = "" if len(pieces[-1][-1]) > 1 else " "
    return f" {last}{end}" in words and all(f" {piece} " in words for piece in whole)
