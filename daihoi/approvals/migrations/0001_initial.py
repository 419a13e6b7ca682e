import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import daihoi.base.word_index


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0008_subcommittee_symbol"),
        ("files", "0001_initial"),
        ("registry", "0002_passages"),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierLine",
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
                            ("approval", "Xin duyệt đại hội"),
                            ("confirmation", "Đề nghị chuẩn y"),
                        ],
                        max_length=20,
                    ),
                ),
                ("code", models.CharField(max_length=10)),
                ("is_required", models.BooleanField(null=True)),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="lý do")),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dossier_lines",
                        to="congresses.congress",
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
            ],
            options={
                "verbose_name": "dòng hồ sơ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "kind", "code"), name="approvals_dossierline_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_required__isnull", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="approvals_dossierline_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="approvals.dossierline",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp kèm theo",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "file"), name="approvals_attachment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
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
                            ("approval", "Xin duyệt đại hội"),
                            ("confirmation", "Đề nghị chuẩn y"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần trình")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "chờ tiếp nhận"),
                            ("appraising", "đang thẩm định"),
                            ("appraised", "đã thẩm định, chờ quyết định"),
                            ("returned", "cấp trên trả lại"),
                            ("approved", "đã phê duyệt"),
                            ("confirmed", "đã chuẩn y"),
                            ("refused", "không được công nhận"),
                            ("withdrawn", "đã rút"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="lời trình")),
                ("lacks", models.TextField(blank=True)),
                (
                    "lacks_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do vẫn gửi"),
                ),
                ("target_on", models.DateField(null=True)),
                (
                    "target_precision",
                    models.CharField(
                        choices=[
                            ("day", "đúng ngày"),
                            ("early", "đầu tháng"),
                            ("mid", "giữa tháng"),
                            ("late", "cuối tháng"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("all_members", "Đại hội đảng viên"),
                            ("delegates", "Đại hội đại biểu"),
                        ],
                        max_length=20,
                    ),
                ),
                ("people", models.PositiveIntegerField(verbose_name="số người dự")),
                ("due_on", models.DateField(null=True)),
                ("submitted_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("is_on_paper", models.BooleanField(default=False)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do rút"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="congresses.congress",
                    ),
                ),
                (
                    "sealed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.dossier",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_up_by",
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
                "verbose_name": "lần trình",
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="approvals_submission_waiting")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "kind", "number"),
                        name="approvals_submission_number_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["submitted", "appraising", "appraised"])),
                        fields=("congress", "kind"),
                        name="approvals_submission_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_up_at__isnull", True), ("taken_up_by__isnull", True)),
                            models.Q(
                                ("taken_up_at__isnull", False), ("taken_up_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="approvals_submission_taken_up_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                models.Q(("state", "withdrawn"), _negated=True),
                            ),
                            models.Q(
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="approvals_submission_withdrawn_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_up_at__isnull", False),
                            ("state__in", ["submitted", "withdrawn"]),
                            _connector="OR",
                        ),
                        name="approvals_submission_taken_up_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lacks", ""),
                            models.Q(("lacks_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="approvals_submission_says_why_not_ready",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__isnull", True), ("target_on__isnull", True))
                        | models.Q(("due_on__isnull", False), ("target_on__isnull", False)),
                        name="approvals_submission_answer_by_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("result", models.CharField(max_length=20)),
                (
                    "paper_number",
                    models.CharField(blank=True, max_length=60, verbose_name="số, ký hiệu văn bản"),
                ),
                ("paper_on", models.DateField(verbose_name="ngày văn bản")),
                ("signer", models.CharField(blank=True, max_length=160, verbose_name="người ký")),
                ("remarks", models.TextField(blank=True, verbose_name="ý kiến")),
                ("valid_on", models.DateField(null=True, verbose_name="cho đại hội ngày")),
                (
                    "valid_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "đúng ngày"),
                            ("early", "đầu tháng"),
                            ("mid", "giữa tháng"),
                            ("late", "cuối tháng"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "valid_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("all_members", "Đại hội đảng viên"),
                            ("delegates", "Đại hội đại biểu"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "valid_people",
                    models.PositiveIntegerField(null=True, verbose_name="số người dự"),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "incoming",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.incomingpaper",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="approvals.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "quyết định của cấp trên",
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["paper_number", "signer", "remarks"],
                        name="approvals_decision_words",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", "returned"),
                            models.Q(
                                models.Q(("paper_number", ""), _negated=True),
                                models.Q(("signer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="approvals_decision_has_its_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("valid_on__isnull", True), ("valid_precision", "")),
                            models.Q(
                                ("valid_on__isnull", False),
                                models.Q(("valid_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="approvals_decision_day_and_precision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmedPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("post", models.CharField(max_length=120, verbose_name="chức danh")),
                ("name", models.CharField(max_length=120, verbose_name="họ và tên")),
                ("is_confirmed", models.BooleanField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="lý do không chuẩn y"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="approvals.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "chức danh đề nghị chuẩn y",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "position"), name="approvals_confirmedpost_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_confirmed", False), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="approvals_confirmedpost_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reviewer",
                    models.CharField(max_length=160, verbose_name="người hoặc bộ phận thẩm định"),
                ),
                ("appraised_on", models.DateField(verbose_name="ngày thẩm định")),
                ("remarks", models.TextField(blank=True, verbose_name="nhận xét chung")),
                ("changes", models.TextField(blank=True, verbose_name="yêu cầu sửa đổi, bổ sung")),
                ("finished_at", models.DateTimeField()),
                (
                    "finished_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appraisal",
                        to="approvals.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "thẩm định",
            },
        ),
        migrations.CreateModel(
            name="SubmissionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=10)),
                ("title", models.CharField(max_length=400)),
                ("symbol", models.CharField(blank=True, max_length=60)),
                ("dated_on", models.DateField(null=True)),
                ("paper_revision", models.PositiveIntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("source_label", models.CharField(blank=True, max_length=200)),
                ("is_restricted", models.BooleanField(default=False)),
                ("content", models.JSONField(null=True)),
                ("digest", models.CharField(max_length=64)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "chưa thẩm định"),
                            ("approved", "đồng ý"),
                            ("with_changes", "đồng ý, cần sửa"),
                            ("returned", "trả lại"),
                        ],
                        max_length=20,
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="nhận xét, yêu cầu sửa")),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.registerentry",
                    ),
                ),
                (
                    "judged_by",
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
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="approvals.submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản đã trình",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("submission", "position"),
                        name="approvals_submissionitem_place_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("judged_at__isnull", True),
                                ("judged_by__isnull", True),
                                ("result", ""),
                            ),
                            models.Q(
                                ("judged_at__isnull", False),
                                ("judged_by__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="approvals_submissionitem_judged_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("is_attachment", models.BooleanField(default=False)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="approvals.submissionitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp đã trình",
            },
        ),
        migrations.CreateModel(
            name="ValidityReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holds", models.BooleanField()),
                ("reason", models.CharField(max_length=400, verbose_name="lý do")),
                ("target_on", models.DateField(null=True)),
                (
                    "target_precision",
                    models.CharField(
                        choices=[
                            ("day", "đúng ngày"),
                            ("early", "đầu tháng"),
                            ("mid", "giữa tháng"),
                            ("late", "cuối tháng"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("all_members", "Đại hội đảng viên"),
                            ("delegates", "Đại hội đại biểu"),
                        ],
                        max_length=20,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="approvals.decision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "xem lại hiệu lực phê duyệt",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="approvals_validity_says_why",
                    )
                ],
            },
        ),
    ]
