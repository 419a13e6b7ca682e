"""`send-digests`: letters that tell people what waits for them, by a timer."""

import sys

import click

from daihoi.cli.speaking import FOUND, hold, refuse, say, start
from daihoi.cli.usage import Command


@click.command(
    "send-digests",
    cls=Command,
    help="Gửi các thư tóm tắt đến hạn; chạy mỗi ngày một lần bằng cron hoặc systemd. Mã 3 nếu có thư chưa gửi được: lần chạy sau gửi lại.",
)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON.")
def send_digests(*, as_json: bool) -> None:
    """Send the e-mail digests that are due; run it once a day, by cron or systemd.

    Two runs at once send none twice. Exit code 3 if some could not be sent: the next run tries
    them again.
    """
    start()
    hold()
    from daihoi.notifications import mail, tasks

    if lacks := mail.missing():
        refuse("Chưa gửi được thư điện tử, còn thiếu: " + "; ".join(lacks) + ".")
    run = tasks.send_digests()
    line = f"Đã gửi {run.sent} thư; {run.quiet} người không có gì mới; {run.failed} thư bị lỗi."
    data = {"sent": run.sent, "quiet": run.quiet, "failed": run.failed}
    say(data, [line], as_json=as_json)
    sys.exit(FOUND if run.failed else 0)
