"""The `daihoi` command: the same code as the screens, for the command line.

Exit codes: 0 done, 1 refused (bad file, rule, permission), 2 wrong use, 3 something was found
(a broken audit chain, rows that cannot be imported, an installation that is ill).
"""

import os

import click

from daihoi.cli import audit, digests, installation, lan, members, papers, rules, serving
from daihoi.cli.usage import Commands


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Đưa một kỳ đại hội từ bản kế hoạch đầu tiên đến biên bản đã ký.",
)
@click.version_option(package_name="daihoi", message="daihoi, phiên bản %(version)s")
def main() -> None:
    """Carry a congress (đại hội) from its first plan to its signed minutes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daihoi.config.settings")


for command in (
    serving.demo,
    serving.serve,
    lan.certificate,
    members.import_members,
    papers.read,
    papers.compare,
    papers.check_dossier,
    rules.decide,
    rules.editions,
    audit.verify_audit,
    digests.send_digests,
    installation.backup,
    installation.restore,
    installation.doctor,
):
    main.add_command(command)
