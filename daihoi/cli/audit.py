"""`verify-audit`: the proof that nobody changed the record."""

import sys

import click

from daihoi.cli.speaking import FOUND, say, start
from daihoi.cli.usage import Command


@click.command(
    "verify-audit", cls=Command, help="Kiểm tra mọi chuỗi nhật ký; mã 3 nếu có chỗ không khớp."
)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def verify_audit(*, as_json: bool) -> None:
    """Walk every audit chain; exit code 3 if one does not hold."""
    start()
    from daihoi.audit.models import Entry
    from daihoi.audit.queries import breaks

    found = [
        {"chain": place.chain, "sequence": place.sequence, "reason": place.reason}
        for place in breaks()
    ]
    count = Entry.objects.count()
    lines = [f"{p['chain']} #{p['sequence']}: {p['reason']}" for p in found]
    lines.append(f"{count} dòng nhật ký, {len(found)} chỗ không khớp.")
    say({"entries": count, "breaks": found}, lines, as_json=as_json)
    sys.exit(FOUND if found else 0)
