"""How phones in the hall reach this laptop, and what that way of connecting cannot do."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from daihoi.base.errors import NotFound

AUTHORITY = Path("hall") / "authority.crt"  # in the data folder; made by `daihoi certificate`


@dataclass(frozen=True, slots=True)
class HallAddress:
    """``addresses``: the best one first. ``is_open``: the server listens to the hall's network."""

    addresses: list[str]
    is_open: bool
    is_encrypted: bool
    has_certificate: bool


def hall_address(site: str) -> HallAddress:
    """``site`` is the address by which the viewer came, told where the hall has none of its own."""
    addresses = list(settings.DAIHOI_LAN)
    first = (addresses or [site])[0]
    is_encrypted = first.startswith("https:")
    has_certificate = bool(addresses) and is_encrypted and _authority().exists()
    return HallAddress(addresses or [site], bool(addresses), is_encrypted, has_certificate)


def authority_certificate() -> bytes:
    """What a phone is asked to trust, as PEM; `NotFound` unless the hall's network is served so."""
    if not settings.DAIHOI_LAN or not _authority().exists():
        raise NotFound
    return _authority().read_bytes()


def _authority() -> Path:
    return Path(settings.DATA) / AUTHORITY
