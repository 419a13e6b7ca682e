"""What is wrong with an installation, in words, and what to do about it.

Each check yields what it found and touches nothing. Troubles end the command with 3, advice does
not: an installation without mail works.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, models
from django.utils import timezone
from redis import Redis, RedisError

from daihoi.audit.models import Entry
from daihoi.audit.queries import breaks
from daihoi.files.models import StoredFile
from daihoi.installation import tables
from daihoi.installation.backup import last_made
from daihoi.notifications import mail
from daihoi.notifications.models import Frequency, MailSetting
from daihoi.ui.fonts import FONT_FOLDERS

DEMO_MARK = "du-lieu-ban-thu"  # as the command leaves it
FEW_BYTES, FEW_SHARE = 500_000_000, 0.05  # of the disk, free
OLD = timedelta(days=2)  # a backup
APART = timedelta(minutes=5)  # clocks
SECRET_LETTERS, SECRET_KINDS = 50, 5  # at least, as `check --deploy` of Django asks
NAMED = 5  # of many alike, that are told by name
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is not as it should be."""

    code: str
    what: str
    advice: str
    trouble: bool = True  # False: works, but could be better

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def examine(*, deep: bool = False, started: float = 0.0) -> Iterator[Found]:
    """All that is found, what hinders most first; ``deep`` reads every file and every page.

    ``started`` is when the program's newest static file was changed (seconds since 1970).
    """
    yield from _folder()
    yield from _disk()
    yield from _program(started)
    yield from _settings()
    yield from _redis()
    there = list(_database(deep=deep))
    yield from there
    if any(each.code in {"database", "migrations_future"} for each in there):
        return
    pending = any(each.code == "migrations_pending" for each in there)
    for check in (_files(deep=deep), _audit(), _clock(), _demo(), _letters()):
        yield from () if pending else _asked(check)
    yield from _backups()


def _folder() -> Iterator[Found]:
    data = Path(settings.DATA)
    own = [data, *(data / name for name in ("daihoi.sqlite3", "files", "secret-key"))]
    for path in own:  # what root has made by `sudo` stays shut to the server
        if path.exists() and not os.access(path, os.W_OK | (os.X_OK if path.is_dir() else 0)):
            yield Found(
                "folder", f"Không ghi được vào {path}.",
                f"Trao thư mục cho người chạy máy chủ: chown -R <người dùng> {data}.",
            )  # fmt: skip
    mode = stat.S_IMODE(data.stat().st_mode)
    if mode & stat.S_IRWXO:
        yield Found(
            "folder_open", f"Ai có tài khoản trên máy cũng vào được {data}.",
            f"Chạy: chmod 700 {data}.", trouble=False,
        )  # fmt: skip
    for name in ("secret-key", "daihoi.sqlite3"):
        path = data / name
        if path.exists() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
            secret = name == "secret-key"
            yield Found(
                "secret_key_open" if secret else "database_open",
                f"Người khác trên máy đọc được {path}.",
                f"Chạy: chmod 600 {path}."
                + (" Nếu có thể đã lộ: xóa tệp rồi khởi động lại." if secret else ""),
                trouble=secret or bool(mode & stat.S_IRWXO),
            )


def _disk() -> Iterator[Found]:
    disk = shutil.disk_usage(settings.DATA)
    if disk.free < FEW_BYTES or disk.free < disk.total * FEW_SHARE:
        yield Found(
            "disk", f"Đĩa của {settings.DATA} gần đầy: còn {disk.free // 1_000_000} MB.",
            "Dọn đĩa hoặc chuyển bản sao lưu cũ sang nơi khác.",
            trouble=disk.free < FEW_BYTES,
        )  # fmt: skip


def _program(started: float) -> Iterator[Found]:
    missing = []
    for line in requires("daihoi") or []:
        name, _, condition = line.partition(";")
        if "extra" in condition or "win32" in condition:
            continue
        name = "".join(c if c.isalnum() or c in "-_." else " " for c in name).split()[0]
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Found("packages", f"Thiếu gói Python: {', '.join(missing)}.", "Chạy: make setup.")
    for _, folder in FONT_FOLDERS:
        if not folder.is_dir():
            yield Found("fonts", f"Thiếu phông chữ ở {folder}.", "Chạy: make setup.")
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists() or manifest.stat().st_mtime < started:
        yield Found(
            "static", "Tệp giao diện chưa có hoặc cũ hơn chương trình.",
            "Khởi động lại máy chủ: daihoi serve tự làm mới.", trouble=False,
        )  # fmt: skip


def _settings() -> Iterator[Found]:
    if len(settings.SECRET_KEY) < SECRET_LETTERS or len(set(settings.SECRET_KEY)) < SECRET_KINDS:
        yield Found(
            "secret_weak", "DAIHOI_SECRET_KEY quá ngắn hoặc quá đơn giản: có thể bị đoán ra.",
            "Bỏ biến đó để chương trình tự tạo khóa, hoặc đặt ít nhất 50 ký tự ngẫu nhiên;"
            " mọi người đăng nhập lại, phiếu và mã hai lớp đã cấp phải cấp lại.",
        )  # fmt: skip
    hosts = set(settings.ALLOWED_HOSTS)
    if settings.HTTPS and hosts <= LOCAL:
        yield Found(
            "hosts", "DAIHOI_HTTPS bật nhưng DAIHOI_HOSTS chỉ có tên của chính máy này.",
            "Ghi tên miền mọi người gõ vào DAIHOI_HOSTS, hoặc đặt DAIHOI_HTTPS=0.",
        )  # fmt: skip
    if not settings.HTTPS and hosts - LOCAL:
        yield Found(
            "https", f"Mở cho máy khác ({', '.join(sorted(hosts - LOCAL))}) mà không có HTTPS:"
            " mật khẩu đi trên mạng ai cũng đọc được.",
            "Đặt máy chủ sau HTTPS rồi đặt DAIHOI_HTTPS=1.", trouble=False,
        )  # fmt: skip
    if "*" in hosts:
        yield Found(
            "hosts_any", "DAIHOI_HOSTS nhận mọi tên.", "Ghi đúng các tên mọi người gõ.",
            trouble=False,
        )  # fmt: skip
    if not settings.EMAIL_URL:
        yield Found(
            "mail", "Chưa có nơi gửi thư: mọi người chỉ thấy thông báo khi mở trang.",
            "Nếu cần gửi thư, đặt EMAIL_URL.", trouble=False,
        )  # fmt: skip


def _redis() -> Iterator[Found]:
    if not settings.REDIS_URL:
        return
    try:
        Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3).ping()
    except (RedisError, OSError, ValueError) as error:
        yield Found(
            "redis", f"Không gọi được Redis: {error}.", "Khởi động Redis hoặc sửa REDIS_URL."
        )


def _database(*, deep: bool) -> Iterator[Found]:
    sqlite = connection.vendor == "sqlite"
    name = str(connection.settings_dict["NAME"])
    if sqlite and not Path(name).exists():
        yield Found(
            "database", f"Chưa có cơ sở dữ liệu {name}.",
            "Xem DAIHOI_DATA có đúng không; nếu là nơi mới, chạy daihoi serve một lần.",
        )  # fmt: skip
        return
    try:
        yield from _integrity(deep=deep) if sqlite else _durability()
        found = tables.applied()
    except DatabaseError as error:
        advice = (
            "Dừng máy chủ, chép riêng thư mục dữ liệu, rồi khôi phục bản sao lưu gần nhất:"
            " daihoi restore TỆP --replace."
            if sqlite
            else "Xem PostgreSQL có đang chạy và DATABASE_URL có đúng không."
        )
        yield Found("database", f"Không đọc được cơ sở dữ liệu {name}: {error}.", advice)
        return
    if newer := tables.unknown(found):
        yield Found(
            "migrations_future",
            f"Cơ sở dữ liệu do phiên bản mới hơn tạo ra ({'.'.join(newer[0])}).",
            "Cài lại phiên bản mới, hoặc khôi phục bản sao lưu của phiên bản này.",
        )
    elif waiting := tables.waiting(found):
        yield Found(
            "migrations_pending", f"Cơ sở dữ liệu còn {len(waiting)} bước nâng cấp chưa làm.",
            "Sao lưu rồi khởi động lại: daihoi serve tự nâng cấp.",
        )  # fmt: skip


def _integrity(*, deep: bool) -> Iterator[Found]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)" if deep else "PRAGMA quick_check(5)")
        said = [str(row[0]) for row in cursor.fetchall()]
        if said != ["ok"]:
            raise DatabaseError("; ".join(said))
        cursor.execute("PRAGMA foreign_key_check")
        if broken := cursor.fetchone():
            yield Found(
                "rows", f"Bảng {broken[0]} có dòng trỏ tới dòng không còn.",
                "Khôi phục bản sao lưu gần nhất: daihoi restore TỆP --replace.",
            )  # fmt: skip
        cursor.execute("PRAGMA busy_timeout = 3000")
        if not os.access(connection.settings_dict["NAME"], os.W_OK):
            return  # told with the folder
        try:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        except DatabaseError:
            yield Found(
                "locked", "Cơ sở dữ liệu bị một chương trình khác khóa.",
                "Đóng công cụ nào đang mở tệp cơ sở dữ liệu, hoặc khởi động lại máy chủ.",
            )  # fmt: skip


def _durability() -> Iterator[Found]:
    with connection.cursor() as cursor:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] == "off":
                yield Found(
                    "durability", f"PostgreSQL đặt {name} = off: mất điện thì mất dữ liệu đã báo lưu.",
                    f"Đặt lại {name} = on.",
                )  # fmt: skip


def _files(*, deep: bool) -> Iterator[Found]:
    root = Path(settings.MEDIA_ROOT)
    wrong: list[str] = []
    wrong_count = 0
    for stored in StoredFile.objects.order_by("sha256").iterator(1000):
        path = root / stored.path
        if not _is_right(path, stored, deep=deep):
            wrong_count += 1
            wrong += [stored.path] if len(wrong) < NAMED else []
    if wrong:
        yield Found(
            "files", f"{wrong_count} tệp bị mất hoặc bị thay đổi: {', '.join(wrong)}"
            + ("…" if wrong_count > len(wrong) else "."),
            "Chép lại từ bản sao lưu vào thư mục files; tên tệp là mã băm nên không nhầm được.",
        )  # fmt: skip
    orphans = _orphans(root)
    if orphans:
        yield Found(
            "orphans", f"{orphans} tệp trong {root} không thuộc nội dung nào.",
            "Vô hại: còn lại từ lần gửi dở hoặc từ dữ liệu cũ.", trouble=False,
        )  # fmt: skip


def _is_right(path: Path, stored: StoredFile, *, deep: bool) -> bool:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size != stored.size_bytes:
                return False
            return not deep or hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256
    except OSError:
        return False


def _orphans(root: Path) -> int:
    """Folder by folder: a name is a digest, and its first two letters are the folder's name."""
    count = 0
    for folder in root.iterdir() if root.exists() else ():
        if not folder.is_dir():
            count += 1
            continue
        names = {path.name for path in folder.iterdir()}
        rows = StoredFile.objects.filter(sha256__startswith=folder.name)
        count += len(names - set(rows.values_list("sha256", flat=True)))
    return count


def _audit() -> Iterator[Found]:
    found = list(breaks())
    if found:
        places = ", ".join(f"{each.chain} #{each.sequence}" for each in found[:NAMED])
        yield Found(
            "audit", f"Nhật ký có {len(found)} chỗ không khớp: {places}.",
            "Giữ nguyên dữ liệu, báo người phụ trách; so với bản sao lưu bằng daihoi verify-audit.",
        )  # fmt: skip


def _clock() -> Iterator[Found]:
    now = timezone.now()
    latest: datetime | None = Entry.objects.aggregate(at=models.Max("at"))["at"]
    if latest and latest > now + APART:
        yield Found(
            "clock", f"Đồng hồ máy ({timezone.localtime(now):%H:%M %d-%m-%Y}) chậm hơn"
            f" dòng nhật ký mới nhất ({timezone.localtime(latest):%H:%M %d-%m-%Y}).",
            "Chỉnh lại giờ của máy và bật tự chỉnh giờ qua mạng.",
        )  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - timezone.now()) > APART:
            yield Found(
                "clock", "Đồng hồ của máy này và của máy PostgreSQL lệch nhau quá 5 phút.",
                "Bật tự chỉnh giờ qua mạng ở cả hai máy.",
            )  # fmt: skip


def _demo() -> Iterator[Found]:
    if (Path(settings.DATA) / DEMO_MARK).exists():
        return
    if settings.DAIHOI_DEMO:
        yield Found(
            "demo", "DAIHOI_DEMO=1 trên dữ liệu thật: ai cũng vào được bằng một cú bấm.",
            "Bỏ DAIHOI_DEMO rồi khởi động lại ngay.",
        )  # fmt: skip
    if settings.DAIHOI_TODAY:
        yield Found(
            "today", f"Lịch đứng yên ở ngày {settings.DAIHOI_TODAY:%d-%m-%Y} (DAIHOI_TODAY).",
            "Bỏ DAIHOI_TODAY rồi khởi động lại.",
        )  # fmt: skip


def _letters() -> Iterator[Found]:
    lacks = mail.missing()
    waiting = MailSetting.objects.exclude(frequency=Frequency.NONE).count() if lacks else 0
    if waiting:
        yield Found(
            "digests", f"{waiting} người xin thư tóm tắt nhưng không nhận được,"
            f" còn thiếu {'; '.join(lacks)}.",
            "Đặt các biến đó và đặt lịch chạy daihoi send-digests hằng ngày.",
        )  # fmt: skip


def _backups() -> Iterator[Found]:
    said = last_made()
    if said is None:
        yield Found(
            "backup", "Chưa sao lưu lần nào từ thư mục dữ liệu này.",
            "Chạy: daihoi backup TỆP, và đặt lịch chạy hằng đêm.", trouble=False,
        )  # fmt: skip
        return
    at = datetime.fromisoformat(said["at"])
    if timezone.now() - at > OLD:
        days = (timezone.now() - at).days
        yield Found(
            "backup_old", f"Bản sao lưu gần nhất đã {days} ngày ({said['file']}).",
            "Xem lịch sao lưu hằng đêm có chạy không.", trouble=False,
        )  # fmt: skip


def _asked(check: Iterator[Found]) -> Iterator[Found]:
    """A check that the database breaks off is a finding too, and the others go on."""
    try:
        yield from check
    except DatabaseError as error:
        yield Found(
            "database", f"Cơ sở dữ liệu hỏng khi đang đọc: {error}.",
            "Dừng máy chủ và khôi phục bản sao lưu gần nhất: daihoi restore TỆP --replace.",
        )  # fmt: skip
