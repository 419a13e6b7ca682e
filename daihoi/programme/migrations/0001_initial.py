import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import daihoi.base.word_index


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0009_higher_congresses_and_targets"),
        ("documents", "0006_section_owners"),
        ("files", "0001_initial"),
        ("organizations", "0005_written_styles_and_employment"),
        ("registry", "0003_paper_form_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="bản")),
                (
                    "variant",
                    models.CharField(
                        choices=[("standard", "đầy đủ"), ("epidemic", "rút gọn phòng dịch")],
                        default="standard",
                        max_length=10,
                        verbose_name="phương án",
                    ),
                ),
                ("starts_at", models.TimeField(verbose_name="giờ bắt đầu")),
                ("ends_at", models.TimeField(verbose_name="giờ kết thúc dự kiến")),
                (
                    "has_preparatory",
                    models.BooleanField(default=True, verbose_name="có phiên trù bị"),
                ),
                ("left_out", models.JSONField(default=list)),
                (
                    "note",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do lập bản này"),
                ),
                ("is_material", models.BooleanField(null=True)),
                ("paper_revision", models.PositiveIntegerField(default=0)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "based_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programme.programme",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
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
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.paper",
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
                "verbose_name": "chương trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "number"), name="programme_programme_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("frozen_at__isnull", True)),
                        fields=("congress",),
                        name="programme_programme_one_working",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at__isnull", True), ("frozen_by__isnull", True)),
                            models.Q(("frozen_at__isnull", False), ("frozen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programme_programme_frozen_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeItem",
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
                    "introduced",
                    models.CharField(blank=True, max_length=200, verbose_name="người giới thiệu"),
                ),
                (
                    "performed",
                    models.CharField(blank=True, max_length=200, verbose_name="người thực hiện"),
                ),
                ("uses", models.JSONField(default=list)),
                (
                    "votes",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Không biểu quyết"),
                            ("H", "Giơ thẻ"),
                            ("HH", "Giơ thẻ hai lần"),
                            ("HHH", "Giơ thẻ ba lần"),
                            ("S", "Phiếu kín"),
                            ("HS", "Giơ thẻ, rồi phiếu kín"),
                            ("SS", "Phiếu kín hai lần"),
                        ],
                        max_length=4,
                        verbose_name="biểu quyết",
                    ),
                ),
                (
                    "block",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("review", "Kiểm điểm, tổng kết nhiệm kỳ"),
                            ("directions", "Phương hướng, thảo luận"),
                            ("superior_drafts", "Góp ý văn kiện cấp trên"),
                            ("elections", "Bầu cử"),
                        ],
                        max_length=16,
                        verbose_name="nhóm nội dung",
                    ),
                ),
                ("does", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                (
                    "performer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_items",
                        to="organizations.person",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="programme.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục chương trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "key"), name="programme_programmeitem_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 240)),
                        name="programme_programmeitem_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Script",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="bản")),
                ("final_at", models.DateTimeField(null=True)),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do làm trước"),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scripts",
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
                    "final_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.paper",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scripts",
                        to="programme.programme",
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
                (
                    "words_paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "kịch bản",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "number"), name="programme_script_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("final_at__isnull", True)),
                        fields=("congress",),
                        name="programme_script_one_working",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("final_at__isnull", True),
                                ("final_by__isnull", True),
                                ("override_reason", ""),
                            ),
                            models.Q(("final_at__isnull", False), ("final_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programme_script_final_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptDifference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("change", models.CharField(max_length=10)),
                ("field", models.CharField(blank=True, max_length=12)),
                ("value", models.CharField(blank=True, max_length=600)),
                ("reason", models.CharField(max_length=400, verbose_name="lý do giữ khác")),
                ("kept_at", models.DateTimeField()),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept",
                        to="programme.script",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("script", "key", "change", "field"),
                        name="programme_keptdifference_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScriptLine",
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
                    "introduced",
                    models.CharField(blank=True, max_length=200, verbose_name="người giới thiệu"),
                ),
                (
                    "conducted",
                    models.CharField(blank=True, max_length=400, verbose_name="người điều hành"),
                ),
                ("uses", models.JSONField(default=list)),
                ("votes", models.CharField(blank=True, max_length=4, verbose_name="biểu quyết")),
                ("words", models.TextField(blank=True, verbose_name="lời dẫn")),
                ("said", models.TextField(blank=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "script",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="programme.script",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục kịch bản",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("script", "key"), name="programme_scriptline_key_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Speech",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                ("topic", models.CharField(max_length=300, verbose_name="chủ đề")),
                (
                    "speaker_name",
                    models.CharField(blank=True, max_length=160, verbose_name="người tham luận"),
                ),
                ("unit_name", models.CharField(blank=True, max_length=200, verbose_name="đơn vị")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="số phút được nói")),
                ("document_version", models.PositiveIntegerField(null=True)),
                ("text", models.TextField(blank=True, verbose_name="bài tham luận")),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("folded_text", models.TextField(blank=True)),
                ("words", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "đã đăng ký"),
                            ("draft", "đã có bài"),
                            ("reviewed", "đã xem, đề nghị duyệt"),
                            ("approved", "đã duyệt"),
                            ("returned", "trả lại để sửa"),
                        ],
                        default="registered",
                        max_length=12,
                    ),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="ý kiến của người xem")),
                ("decided_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches",
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
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.paper",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="speeches",
                        to="organizations.person",
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
                "verbose_name": "tham luận",
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["folded_text"], name="programme_speech_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="programme_speech_decided_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 60)),
                        name="programme_speech_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("speaker_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="programme_speech_has_speaker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conductor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("compere", "Người dẫn chương trình"),
                            ("chair", "Chủ trì (chủ tịch đoàn)"),
                            ("presidium", "Đoàn chủ tịch"),
                            ("secretary", "Thư ký đại hội"),
                            ("political_report", "Trình bày báo cáo chính trị"),
                            ("review_report", "Trình bày báo cáo kiểm điểm"),
                            ("members_report", "Báo cáo tình hình đảng viên"),
                            ("head_teller", "Trưởng ban kiểm phiếu"),
                            ("teller", "Ban kiểm phiếu"),
                            ("superior", "Đại diện cấp trên"),
                        ],
                        max_length=20,
                        verbose_name="nhiệm vụ",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="họ tên")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conductors",
                        to="congresses.congress",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conducting",
                        to="organizations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "người điều hành",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "part", "person"), name="programme_conductor_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("person__isnull", False)),
                            models.Q(
                                ("person__isnull", True), models.Q(("name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="programme_conductor_one_name",
                    ),
                ],
            },
        ),
    ]
