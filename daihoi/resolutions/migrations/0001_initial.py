import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0010_localrule"),
        ("documents", "0006_section_owners"),
        ("elections", "0001_initial"),
        ("organizations", "0006_rule_family"),
        ("registry", "0003_paper_form_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("position", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("heading", "đề mục"),
                            ("text", "điều khoản"),
                            ("target", "chỉ tiêu"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField(verbose_name="nội dung")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="đơn vị")),
                ("amount", models.CharField(blank=True, max_length=120, verbose_name="mức")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="năm")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("professional", "Nhiệm vụ chính trị, chuyên môn"),
                            ("party_building", "Xây dựng Đảng trong sạch, vững mạnh"),
                            ("unity", "Đoàn kết nội bộ"),
                            ("mass", "Lãnh đạo đoàn thể"),
                        ],
                        max_length=20,
                        verbose_name="nhóm chỉ tiêu",
                    ),
                ),
                ("shape", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "điều khoản",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "target"), models.Q(("group", ""), _negated=True)),
                            models.Q(
                                models.Q(("kind", "target"), _negated=True),
                                ("amount", ""),
                                ("group", ""),
                                ("unit", ""),
                                ("year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="resolutions_clause_target_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_at__isnull", True), ("changed_by__isnull", True)),
                            models.Q(("changed_at__isnull", False), ("changed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="resolutions_clause_changed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="resolutions_clause_removed_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "sửa"),
                            ("add", "thêm điều khoản"),
                            ("remove", "bỏ điều khoản"),
                        ],
                        max_length=10,
                        verbose_name="đề nghị",
                    ),
                ),
                (
                    "proposer_name",
                    models.CharField(blank=True, max_length=160, verbose_name="người đề nghị"),
                ),
                ("before", models.JSONField(default=dict)),
                ("proposed", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="lý do")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chưa quyết định"),
                            ("accepted", "tiếp thu"),
                            ("rejected", "không tiếp thu"),
                            ("withdrawn", "người đề nghị rút"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "decided_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("presidium", "Đoàn chủ tịch tiếp thu"),
                            ("vote", "Đại hội biểu quyết"),
                        ],
                        max_length=12,
                        verbose_name="cách quyết định",
                    ),
                ),
                (
                    "decision_note",
                    models.CharField(blank=True, max_length=400, verbose_name="ý kiến giải trình"),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("replaced", models.JSONField(default=dict)),
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution_amendments",
                        to="organizations.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="resolutions.clause",
                    ),
                ),
                (
                    "clause_made",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="resolutions.clause",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị sửa đổi",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            models.Q(("proposer_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resolutions_amendment_has_proposer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="resolutions_amendment_decided_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("title", models.CharField(max_length=300, verbose_name="tên nghị quyết")),
                (
                    "targets_vote",
                    models.CharField(
                        choices=[
                            ("whole", "cùng toàn văn nghị quyết"),
                            ("together", "tất cả chỉ tiêu một lần"),
                            ("singly", "từng chỉ tiêu"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="biểu quyết chỉ tiêu",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("shown_key", models.UUIDField(null=True)),
                ("shown_at", models.DateTimeField(null=True)),
                ("adopted_at", models.DateTimeField(null=True)),
                ("adopted", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
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
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.paper",
                    ),
                ),
                (
                    "shown_amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="resolutions.amendment",
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
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "nghị quyết đại hội",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("adopted__isnull", True),
                                ("adopted_at__isnull", True),
                                ("adopted_by__isnull", True),
                                ("digest", ""),
                            ),
                            models.Q(
                                ("adopted__isnull", False),
                                ("adopted_at__isnull", False),
                                ("adopted_by__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="resolutions_resolution_adopted_pair",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clause",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="clauses",
                to="resolutions.resolution",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="amendments",
                to="resolutions.resolution",
            ),
        ),
        migrations.CreateModel(
            name="ResolutionVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("amendment", "đề nghị sửa đổi"),
                            ("target", "một chỉ tiêu"),
                            ("targets", "tất cả chỉ tiêu"),
                            ("whole", "toàn văn nghị quyết"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("base", models.PositiveIntegerField()),
                (
                    "amendment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="resolutions.amendment",
                    ),
                ),
                (
                    "clause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="resolutions.clause",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="resolutions.resolution",
                    ),
                ),
                (
                    "vote",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_resolution",
                        to="elections.vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "biểu quyết về nghị quyết",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amendment__isnull", True),
                                ("clause__isnull", False),
                                ("matter", "target"),
                            ),
                            models.Q(
                                ("amendment__isnull", False),
                                ("clause__isnull", True),
                                ("matter", "amendment"),
                            ),
                            models.Q(
                                ("amendment__isnull", True),
                                ("clause__isnull", True),
                                ("matter__in", ["targets", "whole"]),
                            ),
                            _connector="OR",
                        ),
                        name="resolutions_resolutionvote_about",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("resolution", "key"), name="resolutions_clause_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(
                fields=("resolution", "number"), name="resolutions_amendment_number_once"
            ),
        ),
    ]
