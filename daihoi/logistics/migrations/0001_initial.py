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
        ("meetings", "0001_initial"),
        ("organizations", "0005_written_styles_and_employment"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("code", models.CharField(blank=True, max_length=10)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("stage", "Khánh tiết, sân khấu"),
                            ("sound", "Âm thanh, thiết bị"),
                            ("seats", "Bàn ghế, chỗ ngồi"),
                            ("voting", "Bỏ phiếu, kiểm phiếu"),
                            ("papers", "Tài liệu, giấy mời"),
                            ("reception", "Đón tiếp, phục vụ"),
                            ("closing", "Kinh phí, thu dọn"),
                            ("health_before", "Y tế: trước ngày đại hội"),
                            ("health_entrance", "Y tế: ở cửa hội trường"),
                            ("health_during", "Y tế: trong đại hội"),
                            ("health_after", "Y tế: sau đại hội"),
                        ],
                        max_length=20,
                        verbose_name="nhóm",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("text", models.CharField(max_length=300, verbose_name="việc cần làm")),
                ("days", models.SmallIntegerField(verbose_name="số ngày so với ngày đại hội")),
                (
                    "needs_photo",
                    models.BooleanField(default=False, verbose_name="cần ảnh chứng minh"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do cần có"),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="căn cứ")),
                ("certainty", models.CharField(default="D", max_length=1)),
                (
                    "owner_body",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="bộ phận, người ngoài tổ chức"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("done_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "drop_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do không làm"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checklist_items",
                        to="congresses.congress",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checklist_items",
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
                "verbose_name": "mục bảng kiểm",
                "ordering": ["position", "id"],
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["text", "note", "owner_body"], name="logistics_item_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("congress", "code"),
                        name="logistics_checklistitem_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_by__isnull", False),
                                ("dropped_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="logistics_checklistitem_done_pair",
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
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="logistics_checklistitem_dropped_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", -365), ("days__lte", 365)),
                        name="logistics_checklistitem_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_fever", models.BooleanField(default=False, verbose_name="sốt")),
                ("has_cough", models.BooleanField(default=False, verbose_name="ho")),
                ("has_short_breath", models.BooleanField(default=False, verbose_name="khó thở")),
                (
                    "is_isolated",
                    models.BooleanField(default=False, verbose_name="đang phải cách ly"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="điều cần nói thêm"),
                ),
                ("declared_at", models.DateTimeField(null=True)),
                (
                    "temperature",
                    models.DecimalField(
                        decimal_places=1, max_digits=3, null=True, verbose_name="thân nhiệt"
                    ),
                ),
                ("measured_at", models.DateTimeField(null=True)),
                (
                    "declared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="declaration",
                        to="meetings.invitee",
                    ),
                ),
                (
                    "measured_by",
                    models.ForeignKey(
                        null=True,
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
                "verbose_name": "khai báo y tế",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declared_at__isnull", True), ("declared_by__isnull", True)),
                            models.Q(
                                ("declared_at__isnull", False), ("declared_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="logistics_declaration_declared_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("measured_at__isnull", True),
                                ("measured_by__isnull", True),
                                ("temperature__isnull", True),
                            ),
                            models.Q(
                                ("measured_at__isnull", False),
                                ("measured_by__isnull", False),
                                ("temperature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="logistics_declaration_measured_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="hội trường")),
                ("rows", models.PositiveSmallIntegerField(default=6, verbose_name="số hàng ghế")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(default=8, verbose_name="số ghế mỗi hàng"),
                ),
                (
                    "aisles",
                    models.JSONField(blank=True, default=list, verbose_name="lối đi sau ghế số"),
                ),
                (
                    "front_rows",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="số hàng đầu dành cho khách"
                    ),
                ),
                (
                    "min_distance_cm",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="khoảng cách tối thiểu giữa hai người (cm)"
                    ),
                ),
                (
                    "seat_pitch_cm",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="hai ghế liền nhau cách (cm)"
                    ),
                ),
                (
                    "row_pitch_cm",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="hai hàng ghế cách (cm)"
                    ),
                ),
                (
                    "group_by",
                    models.CharField(
                        choices=[("unit", "Theo phòng, đơn vị"), ("name", "Theo vần tên")],
                        default="unit",
                        max_length=10,
                        verbose_name="xếp đảng viên",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hall",
                        to="congresses.congress",
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
                "verbose_name": "hội trường",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rows__gte", 1),
                            ("rows__lte", 60),
                            ("seats__gte", 1),
                            ("seats__lte", 60),
                        ),
                        name="logistics_hall_size",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                (
                    "caption",
                    models.CharField(blank=True, max_length=200, verbose_name="ảnh chụp gì"),
                ),
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="logistics.checklistitem",
                    ),
                ),
                (
                    "large",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "small",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh chứng minh",
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "large"), name="logistics_itemphoto_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="số, ký hiệu")),
                ("issuer", models.CharField(max_length=160, verbose_name="cơ quan ban hành")),
                ("issued_on", models.DateField(verbose_name="ngày văn bản")),
                ("starts_on", models.DateField(verbose_name="áp dụng từ ngày")),
                ("ends_on", models.DateField(null=True, verbose_name="đến hết ngày")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("advised", "khuyến cáo"),
                            ("limited", "giới hạn số người"),
                            ("written", "lấy ý kiến bằng văn bản"),
                            ("postponed", "hoãn đại hội"),
                            ("banned", "cấm tập trung"),
                            ("resumed", "được tổ chức lại"),
                        ],
                        max_length=10,
                        verbose_name="yêu cầu",
                    ),
                ),
                (
                    "max_per_room",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="số người tối đa một phòng"
                    ),
                ),
                (
                    "min_distance_cm",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="khoảng cách tối thiểu (cm)"
                    ),
                ),
                ("mask", models.BooleanField(default=False, verbose_name="phải đeo khẩu trang")),
                ("summary", models.CharField(max_length=400, verbose_name="nội dung chính")),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="health_measures",
                        to="organizations.organization",
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
                "verbose_name": "quy định của địa phương",
                "ordering": ["-issued_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="logistics_localmeasure_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="logistics_localmeasure_removed_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("organization", "number", "issued_on"),
                        name="logistics_localmeasure_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=10)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("stage", "Khánh tiết, sân khấu"),
                            ("sound", "Âm thanh, thiết bị"),
                            ("seats", "Bàn ghế, chỗ ngồi"),
                            ("voting", "Bỏ phiếu, kiểm phiếu"),
                            ("papers", "Tài liệu, giấy mời"),
                            ("reception", "Đón tiếp, phục vụ"),
                            ("closing", "Kinh phí, thu dọn"),
                            ("health_before", "Y tế: trước ngày đại hội"),
                            ("health_entrance", "Y tế: ở cửa hội trường"),
                            ("health_during", "Y tế: trong đại hội"),
                            ("health_after", "Y tế: sau đại hội"),
                        ],
                        max_length=20,
                        verbose_name="nhóm",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="việc cần làm")),
                ("days", models.SmallIntegerField(verbose_name="số ngày so với ngày đại hội")),
                (
                    "needs_photo",
                    models.BooleanField(default=False, verbose_name="cần ảnh chứng minh"),
                ),
                (
                    "is_left_out",
                    models.BooleanField(default=False, verbose_name="không dùng mục này"),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist_rows",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục bảng kiểm của tổ chức",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("organization", "code"),
                        name="logistics_ownrow_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_left_out", False),
                            models.Q(("code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="logistics_ownrow_left_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", -365), ("days__lte", 365)),
                        name="logistics_ownrow_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taken",
                        to="logistics.hall",
                    ),
                ),
                (
                    "invitee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seat",
                        to="meetings.invitee",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỗ ngồi",
                "ordering": ["row", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hall", "row", "number"), name="logistics_seat_taken_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "lectern",
                    models.CharField(
                        choices=[("left", "Bên trái"), ("right", "Bên phải")],
                        default="right",
                        max_length=10,
                        verbose_name="bục phát biểu ở bên",
                    ),
                ),
                (
                    "top_slogan",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="khẩu hiệu trên cùng"
                    ),
                ),
                (
                    "left_slogan",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="khẩu hiệu cánh trái"
                    ),
                ),
                (
                    "right_slogan",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="khẩu hiệu cánh phải"
                    ),
                ),
                (
                    "round_line",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="dòng thêm dưới nhiệm kỳ"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stage",
                        to="congresses.congress",
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
                "verbose_name": "sân khấu",
            },
        ),
        migrations.CreateModel(
            name="AttendancePlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "area",
                    models.CharField(blank=True, max_length=60, verbose_name="tỉnh, thành phố"),
                ),
                (
                    "members",
                    models.PositiveSmallIntegerField(null=True, verbose_name="đảng viên, hội viên"),
                ),
                (
                    "staff",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="công chức, người lao động, phục vụ"
                    ),
                ),
                ("guests", models.PositiveSmallIntegerField(null=True, verbose_name="khách mời")),
                (
                    "rooms",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="số phòng dùng được cùng lúc"
                    ),
                ),
                (
                    "has_secret_ballot",
                    models.BooleanField(
                        default=True, verbose_name="đại hội có bầu cử bằng phiếu kín"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "congress",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendance_plan",
                        to="congresses.congress",
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
                "verbose_name": "số người dự kiến",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rooms__gte", 1)), name="logistics_attendance_rooms"
                    )
                ],
            },
        ),
    ]
