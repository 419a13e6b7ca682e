"""Start-up: how a block's key is written in addresses."""

from uuid import UUID

from django.apps import AppConfig
from django.urls import register_converter


class BlockKeyConverter:
    """A block's key as 32 hexadecimal digits, dashes allowed; takes a ``UUID`` or its text."""

    regex = "[0-9a-f]{32}|[0-9a-f-]{36}"

    def to_python(self, value: str) -> UUID:
        return UUID(value)

    def to_url(self, value: UUID | str) -> str:
        return UUID(str(value)).hex


class DocumentsConfig(AppConfig):
    name = "daihoi.documents"
    label = "documents"

    def ready(self) -> None:
        register_converter(BlockKeyConverter, "block")
