"""A laptop that serves a hall: its addresses in the Wi-Fi, and a certificate it issues itself.

The authority (`hall/authority.crt`) is made once and kept, so that a phone that trusts it is asked
no more; it may only vouch for private addresses (RFC 1918) and this machine, whoever gets its key.
"""

import socket
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if sys.platform == "linux":
    import fcntl

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")))  # fmt: skip
_SEEN_BY_NOBODY = ("docker", "br-", "veth", "virbr", "lo")  # bridges within the machine
_SOMEWHERE = ("192.0.2.1", 9)  # RFC 5737: nothing is sent there, only the way out is looked up
_SIOCGIFADDR = 0x8915  # Linux: the IPv4 address of an interface
AUTHORITY_YEARS, OWN_DAYS = 10, 800  # iOS takes no certificate for longer than 825 days
EARLY_DAYS = 30  # a phone's clock may be behind
RENEW_DAYS = 14


@dataclass(frozen=True, slots=True)
class HallCertificate:
    """Files in the data folder; ``fingerprint`` is the authority's SHA-256, to be compared by eye."""

    authority: Path
    certificate: Path
    key: Path
    fingerprint: str


def hall_addresses() -> list[str]:
    """IPv4 addresses of this machine that others in its network reach, the likeliest first."""
    found = [_way_out(), *_interfaces(), *_by_name()]
    addresses = [each for each in dict.fromkeys(filter(None, found)) if is_private(each)]
    return sorted(addresses, key=lambda each: each.startswith("169.254."))  # the last resort


def is_private(address: str) -> bool:
    """Whether it is an IPv4 address of a network of one's own, and not of this machine alone."""
    try:
        told = ip_address(address)
    except ValueError:
        return False
    inside = isinstance(told, IPv4Address) and any(told in network for network in PRIVATE)
    return inside and not told.is_loopback


def hall_certificate(folder: Path, addresses: Sequence[str], *, now: datetime) -> HallCertificate:
    """The authority and a certificate for these addresses in ``folder``; made where they lack.

    Calling it again keeps both while they hold at ``now`` (aware) and cover every address.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, authority_key = _authority(folder, now)
    own, key = folder / "server.crt", folder / "server.key"
    if not _holds(own, key, authority, addresses, now):
        made, made_key = _own(authority, authority_key, addresses, now)
        _write_key(key, made_key)
        own.write_bytes(_pem(made) + _pem(authority))
    print_ = authority.fingerprint(hashes.SHA256()).hex(":").upper()
    return HallCertificate(folder / "authority.crt", own, key, print_)


def _authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    file, key_file = folder / "authority.crt", folder / "authority.key"
    if file.exists() and key_file.exists():
        kept = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        if isinstance(key, ec.EllipticCurvePrivateKey) and kept.not_valid_after_utc > now + timedelta(days=OWN_DAYS):  # fmt: skip
            return kept, key
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"daihoi {socket.gethostname()[:40]} {now:%Y-%m-%d}")
    allowed = [*map(x509.IPAddress, PRIVATE), x509.DNSName("localhost")]
    made = (
        _begun(name, name, key.public_key(), now, days=365 * AUTHORITY_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_file, key)
    file.write_bytes(_pem(made))
    return made, key


def _own(
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    addresses: Iterable[str],
    now: datetime,
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.IPAddress(ip_address(each)) for each in dict.fromkeys([*addresses, "127.0.0.1"])]
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    made = (
        _begun(authority.subject, _named("daihoi"), key.public_key(), now, days=OWN_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([*names, x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(issuer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )  # fmt: skip
    return made, key


def _holds(
    own: Path, key: Path, authority: x509.Certificate, addresses: Iterable[str], now: datetime
) -> bool:
    if not (own.exists() and key.exists()):
        return False
    kept = x509.load_pem_x509_certificate(own.read_bytes())
    names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covered = {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    in_time = kept.not_valid_before_utc <= now < kept.not_valid_after_utc - timedelta(days=RENEW_DAYS)  # fmt: skip
    try:
        kept.verify_directly_issued_by(authority)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, another one is made
        return False
    return in_time and covered >= set(addresses)


def _begun(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, *, days: int
) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=EARLY_DAYS))
        .not_valid_after(now + timedelta(days=days - EARLY_DAYS))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """For the one who runs the server alone, from its first byte on."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _way_out() -> str:
    """The address that packets to the outside would carry; "" without a default route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _interfaces() -> list[str]:
    """Of every network card, on Linux; a laptop that is itself the access point has no way out."""
    if sys.platform != "linux":
        return []
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _number, name in socket.if_nameindex():
            if name.startswith(_SEEN_BY_NOBODY):
                continue
            try:
                told = fcntl.ioctl(
                    probe.fileno(), _SIOCGIFADDR, name.encode()[:15].ljust(40, b"\0")
                )
            except OSError:
                continue  # it has no IPv4 address
            found.append(socket.inet_ntoa(told[20:24]))
    return found


def _by_name() -> list[str]:
    """What this machine's name stands for; elsewhere than on Linux that is every card."""
    try:
        told = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return [str(each[4][0]) for each in told]
