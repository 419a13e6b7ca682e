import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0010_localrule"),
        ("organizations", "0006_rule_family"),
        ("registry", "0003_paper_form_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="CongressMinutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_back_at", models.DateTimeField(null=True)),
                ("read_back", models.JSONField(default=dict)),
                ("content", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("fixed_at", models.DateTimeField(null=True)),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="congress_minutes",
                        to="congresses.congress",
                    ),
                ),
                (
                    "fixed_by",
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
                    "read_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "biên bản đại hội",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("read_back_at__isnull", True), ("read_back_by__isnull", True)
                            ),
                            models.Q(
                                ("read_back_at__isnull", False), ("read_back_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="closing_congressminutes_read_back_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("content__isnull", True), ("digest", "")),
                            models.Q(
                                ("content__isnull", False), models.Q(("digest", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="closing_congressminutes_text_has_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fixed_at__isnull", True), ("fixed_by__isnull", True)),
                            models.Q(
                                ("content__isnull", False),
                                ("fixed_at__isnull", False),
                                ("fixed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="closing_congressminutes_fixed_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="nội dung bổ sung, đính chính")),
                ("written_at", models.DateTimeField()),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="closing.congressminutes",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bổ sung biên bản đại hội",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MinutesSignature",
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
                        choices=[("presidium", "Đoàn chủ tịch"), ("secretariat", "Thư ký")],
                        max_length=20,
                        verbose_name="ký thay mặt",
                    ),
                ),
                ("is_on_paper", models.BooleanField(default=False)),
                ("signed_at", models.DateTimeField()),
                (
                    "addition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="closing.minutesaddition",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="closing.congressminutes",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="congress_minutes_signed",
                        to="organizations.person",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "chữ ký biên bản đại hội",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("addition__isnull", True)),
                        fields=("minutes", "person"),
                        name="closing_minutessignature_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("addition__isnull", False)),
                        fields=("addition", "person"),
                        name="closing_minutessignature_addition_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True, verbose_name="nội dung")),
                ("is_composed", models.BooleanField(default=False)),
                ("over", models.CharField(max_length=64)),
                ("written_at", models.DateTimeField()),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="closing.congressminutes",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "phần biên bản đã sửa",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_composed", True), ("text", "")),
                            models.Q(("is_composed", False), models.Q(("text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closing_sectiontext_words_or_composed",
                    )
                ],
            },
        ),
    ]
