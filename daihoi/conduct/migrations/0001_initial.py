import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0010_localrule"),
        ("elections", "0001_initial"),
        ("organizations", "0006_rule_family"),
        ("programme", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("conductor_since", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField()),
                (
                    "start_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do bắt đầu"),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "conductor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conducts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run",
                        to="congresses.congress",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="programme.script",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subcommittee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="congresses.subcommittee",
                    ),
                ),
            ],
            options={
                "verbose_name": "điều hành đại hội",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conduct_run_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("conductor__isnull", True), ("conductor_since__isnull", True)
                            ),
                            models.Q(
                                ("conductor__isnull", False), ("conductor_since__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="conduct_run_conductor_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("code", models.CharField(blank=True, max_length=4)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "session",
                    models.CharField(
                        choices=[
                            ("reception", "Đón tiếp"),
                            ("preparatory", "Phiên trù bị"),
                            ("official", "Phiên chính thức"),
                        ],
                        max_length=12,
                        verbose_name="phiên",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="nội dung")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="số phút")),
                (
                    "minutes_now",
                    models.PositiveSmallIntegerField(null=True, verbose_name="số phút còn dành"),
                ),
                (
                    "introduced",
                    models.CharField(blank=True, max_length=200, verbose_name="người giới thiệu"),
                ),
                (
                    "conducted",
                    models.CharField(blank=True, max_length=400, verbose_name="người điều hành"),
                ),
                ("uses", models.JSONField(default=list)),
                ("votes", models.CharField(blank=True, max_length=4, verbose_name="biểu quyết")),
                ("does", models.JSONField(default=list)),
                ("words", models.TextField(blank=True, verbose_name="lời dẫn")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "added_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do thêm"),
                ),
                ("minuted", models.TextField(blank=True, verbose_name="ghi vào biên bản")),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("skipped_at", models.DateTimeField(null=True)),
                (
                    "skip_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do không làm"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="conduct.run",
                    ),
                ),
                (
                    "skipped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mục đang điều hành",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "key"), name="conduct_runitem_key_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("started_at__isnull", False)
                        ),
                        fields=("run",),
                        name="conduct_runitem_one_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("started_by__isnull", True)),
                            models.Q(("started_at__isnull", False), ("started_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conduct_runitem_started_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__gte", models.F("started_at")),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_runitem_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("skip_reason", ""),
                                ("skipped_at__isnull", True),
                                ("skipped_by__isnull", True),
                            ),
                            models.Q(
                                ("skipped_at__isnull", False),
                                ("skipped_by__isnull", False),
                                ("started_at__isnull", True),
                                models.Q(("skip_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_runitem_skipped_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matter", models.CharField(max_length=30)),
                ("subject", models.CharField(max_length=300, verbose_name="biểu quyết về")),
                ("number", models.PositiveSmallIntegerField(null=True, verbose_name="số lượng")),
                ("opened_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "drop_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do không biểu quyết"
                    ),
                ),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vote",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question",
                        to="elections.vote",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="conduct.run",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="conduct.runitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung biểu quyết",
                "ordering": ["opened_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at__isnull", True), ("vote__isnull", True)),
                        fields=("run",),
                        name="conduct_question_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drop_reason", ""),
                                ("dropped_at__isnull", True),
                                ("dropped_by__isnull", True),
                            ),
                            models.Q(
                                ("dropped_at__isnull", False),
                                ("dropped_by__isnull", False),
                                ("vote__isnull", True),
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_question_dropped_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("move", "đổi thứ tự"),
                            ("add", "thêm mục"),
                            ("skip", "bỏ mục"),
                            ("restore", "làm lại mục đã bỏ"),
                            ("minutes", "đổi thời lượng"),
                            ("stamp", "sửa giờ đã ghi"),
                        ],
                        max_length=10,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("findings", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="conduct.run",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="conduct.runitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi trong ngày",
                "ordering": ["changed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Screen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80, verbose_name="tên màn hình")),
                ("code", models.CharField(max_length=32, unique=True)),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("follow", "Theo diễn biến"),
                            ("programme", "Chương trình"),
                            ("speaker", "Người phát biểu"),
                            ("vote", "Biểu quyết"),
                            ("election", "Bầu cử"),
                            ("resolution", "Nghị quyết"),
                            ("title", "Tên đại hội"),
                        ],
                        default="follow",
                        max_length=12,
                        verbose_name="đang chiếu",
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screens",
                        to="congresses.congress",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "màn hình",
                "ordering": ["number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "number"), name="conduct_screen_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="conduct_screen_closed_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_key", models.UUIDField(unique=True)),
                ("position", models.PositiveIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("prepared", "tham luận"),
                            ("hand", "giơ tay"),
                            ("phone", "xin phát biểu bằng điện thoại"),
                        ],
                        max_length=10,
                        verbose_name="cách đăng ký",
                    ),
                ),
                (
                    "speaker_name",
                    models.CharField(blank=True, max_length=160, verbose_name="người phát biểu"),
                ),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="đơn vị")),
                ("topic", models.CharField(blank=True, max_length=300, verbose_name="về việc")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="số phút được nói")),
                ("asked_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("summary", models.TextField(blank=True, verbose_name="tóm tắt ghi biên bản")),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="conduct.runitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="organizations.person",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="conduct.run",
                    ),
                ),
                (
                    "speech",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="programme.speech",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt phát biểu",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("started_at__isnull", False)
                        ),
                        fields=("run",),
                        name="conduct_turn_one_speaks",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("speech__isnull", False), ("withdrawn_at__isnull", True)
                        ),
                        fields=("run", "speech"),
                        name="conduct_turn_speech_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("speech__isnull", True),
                            ("started_at__isnull", True),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=("run", "person"),
                        name="conduct_turn_person_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("speaker_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="conduct_turn_has_speaker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at__isnull", True), ("started_by__isnull", True)),
                            models.Q(
                                ("item__isnull", False),
                                ("started_at__isnull", False),
                                ("started_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_turn_started_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__gte", models.F("started_at")),
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_turn_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("started_at__isnull", True),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_turn_withdrawn_pair",
                    ),
                ],
            },
        ),
    ]
