import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import daihoi.base.word_index


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0009_higher_congresses_and_targets"),
        ("documents", "0006_section_owners"),
        ("organizations", "0005_written_styles_and_employment"),
        ("registry", "0003_paper_form_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("regular", "Sinh hoạt thường kỳ"),
                            ("special_topic", "Sinh hoạt chuyên đề"),
                            ("committee", "Hội nghị chi ủy"),
                            ("subcommittee", "Họp tiểu ban"),
                            ("superior_review", "Làm việc với cấp trên"),
                            ("rehearsal", "Tổng duyệt"),
                            ("congress", "Đại hội"),
                        ],
                        max_length=20,
                        verbose_name="loại cuộc họp",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("in_person", "Họp trực tiếp"),
                            ("written", "Lấy ý kiến bằng văn bản"),
                        ],
                        default="in_person",
                        max_length=20,
                        verbose_name="cách họp",
                    ),
                ),
                ("topic", models.CharField(max_length=300, verbose_name="nội dung")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="địa điểm")),
                ("on", models.DateField(verbose_name="ngày họp")),
                (
                    "half_day",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("morning", "buổi sáng"),
                            ("afternoon", "buổi chiều"),
                            ("evening", "buổi tối"),
                        ],
                        max_length=10,
                        verbose_name="buổi",
                    ),
                ),
                ("starts_at", models.TimeField(null=True, verbose_name="giờ bắt đầu")),
                ("ends_at", models.TimeField(null=True, verbose_name="giờ kết thúc (dự kiến)")),
                ("answers_due_on", models.DateField(null=True, verbose_name="hạn gửi ý kiến")),
                ("dress", models.CharField(blank=True, max_length=200, verbose_name="trang phục")),
                (
                    "duties",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="nhiệm vụ của người dự"
                    ),
                ),
                (
                    "quorum_numerator",
                    models.PositiveSmallIntegerField(null=True, verbose_name="tỷ lệ phải có mặt"),
                ),
                ("quorum_denominator", models.PositiveSmallIntegerField(null=True)),
                (
                    "quorum_source",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="quy định của chi bộ"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "đang chuẩn bị"),
                            ("convened", "đã mời họp"),
                            ("open", "đang họp"),
                            ("ended", "đã họp xong"),
                            ("signed", "biên bản đã ký"),
                            ("cancelled", "đã hủy"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("check_in_code", models.CharField(max_length=32, unique=True)),
                ("check_in_opened_at", models.DateTimeField(null=True)),
                ("check_in_closed_at", models.DateTimeField(null=True)),
                ("convened_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do hủy"),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chaired_meetings",
                        to="organizations.person",
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="congresses.congress",
                    ),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "minute_taker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_meetings",
                        to="organizations.person",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="organizations.organization",
                    ),
                ),
                (
                    "subcommittee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="congresses.subcommittee",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc họp",
                "indexes": [
                    models.Index(fields=["organization", "on", "id"], name="meetings_by_day"),
                    daihoi.base.word_index.WordIndex(
                        fields=["topic", "place"], name="meetings_meeting_words"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "congress"), models.Q(("state", "cancelled"), _negated=True)
                        ),
                        fields=("congress",),
                        name="meetings_meeting_one_congress",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "congress"), _negated=True),
                            ("congress__isnull", False),
                            _connector="OR",
                        ),
                        name="meetings_meeting_congress_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "subcommittee"), ("subcommittee__isnull", False)),
                            models.Q(("kind", "subcommittee"), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_meeting_subcommittee_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")), ("starts_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "written"), _negated=True),
                            models.Q(
                                ("answers_due_on__gte", models.F("on")),
                                ("answers_due_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_written_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("convened_at__isnull", True), ("convened_by__isnull", True)),
                            models.Q(
                                ("convened_at__isnull", False), ("convened_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_convened_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_meeting_opened_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("opened_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancel_reason", ""),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                                models.Q(("state", "cancelled"), _negated=True),
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("state", "cancelled"),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_cancelled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "cancelled"]),
                            models.Q(
                                ("convened_at__isnull", False),
                                ("opened_at__isnull", True),
                                ("state", "convened"),
                            ),
                            models.Q(
                                ("ended_at__isnull", True),
                                ("opened_at__isnull", False),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("ended_at__isnull", False), ("state__in", ["ended", "signed"])
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_state_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("quorum_denominator__isnull", True),
                                ("quorum_numerator__isnull", True),
                                ("quorum_source", ""),
                            ),
                            models.Q(
                                ("quorum_denominator__gte", models.F("quorum_numerator")),
                                ("quorum_denominator__isnull", False),
                                ("quorum_numerator__gte", 1),
                                models.Q(("quorum_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_meeting_own_quorum_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("check_in_closed_at__isnull", True),
                            ("check_in_opened_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meetings_meeting_check_in_opened_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(blank=True, max_length=120, verbose_name="họ và tên"),
                ),
                (
                    "guest_post",
                    models.CharField(blank=True, max_length=160, verbose_name="chức vụ"),
                ),
                ("guest_unit", models.CharField(blank=True, max_length=160, verbose_name="đơn vị")),
                (
                    "guest_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("superior", "Cấp ủy cấp trên"),
                            ("agency", "Lãnh đạo, nguyên lãnh đạo cơ quan"),
                            ("neighbour", "Chi bộ bạn"),
                            ("mass_organisation", "Đoàn thể trong cơ quan"),
                            ("outstanding", "Quần chúng ưu tú"),
                            ("other", "Khách khác"),
                        ],
                        max_length=20,
                        verbose_name="nhóm khách",
                    ),
                ),
                ("name_key", models.CharField(max_length=400)),
                ("folded_name", models.CharField(max_length=120)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("official", "Đảng viên chính thức"),
                            ("probationary", "Đảng viên dự bị"),
                            ("away", "Đảng viên tạm thời chuyển đi"),
                            ("exempted", "Đảng viên miễn sinh hoạt"),
                            ("suspended", "Đảng viên đình chỉ sinh hoạt"),
                            ("incoming_temporary", "Đảng viên tạm thời chuyển đến"),
                            ("staff", "Công chức, người lao động"),
                            ("guest", "Khách mời"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_counted", models.BooleanField(default=False)),
                ("code", models.CharField(max_length=32, unique=True)),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "chưa trả lời"),
                            ("coming", "sẽ dự"),
                            ("not_coming", "xin vắng"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "reply_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do xin vắng"),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("unknown", "chưa điểm danh"),
                            ("present", "có mặt"),
                            ("excused", "vắng có lý do"),
                            ("absent", "vắng, chưa rõ lý do"),
                            ("left", "về trước"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do vắng, ghi chú"
                    ),
                ),
                ("arrived_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("list", "theo danh sách"),
                            ("qr", "tự quét mã ở cửa"),
                            ("clerk", "quét mã trên giấy mời"),
                        ],
                        max_length=10,
                    ),
                ),
                ("marked_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do bổ sung"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "marked_by",
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
                        related_name="invitations",
                        to="organizations.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitees",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "người được mời",
                "indexes": [
                    models.Index(fields=["meeting", "name_key", "id"], name="meetings_invitee_name")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("meeting", "person"),
                        name="meetings_invitee_person_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest_name", ""), ("person__isnull", False)),
                            models.Q(
                                ("person__isnull", True),
                                models.Q(("guest_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_invitee_person_or_guest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_counted", False), ("person__isnull", False), _connector="OR"
                        ),
                        name="meetings_invitee_guests_never_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("marked_at__isnull", True),
                                ("marked_by__isnull", True),
                                ("presence", "unknown"),
                            ),
                            models.Q(
                                models.Q(("presence", "unknown"), _negated=True),
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_invitee_marked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arrived_at__isnull", False), ("presence__in", ["present", "left"])
                            ),
                            models.Q(
                                models.Q(("presence__in", ["present", "left"]), _negated=True),
                                ("arrived_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_invitee_arrived_if_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", False), ("presence", "left")),
                            models.Q(
                                models.Q(("presence", "left"), _negated=True),
                                ("left_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_invitee_left_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("presence", "excused"), models.Q(("reason", ""), _negated=True)
                            ),
                            models.Q(("presence", "excused"), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_invitee_excused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300, verbose_name="nội dung")),
                ("minutes", models.PositiveSmallIntegerField(null=True, verbose_name="số phút")),
                (
                    "presenter_name",
                    models.CharField(blank=True, max_length=160, verbose_name="người trình bày"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="documents.document",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agenda_items",
                        to="registry.paper",
                    ),
                ),
                (
                    "presenter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presented_items",
                        to="organizations.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục chương trình họp",
                "ordering": ["meeting", "position", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__isnull", True),
                            models.Q(("minutes__gte", 1), ("minutes__lte", 480)),
                            _connector="OR",
                        ),
                        name="meetings_agendaitem_minutes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("change_count", models.PositiveIntegerField(default=0)),
                ("words_change", models.PositiveIntegerField(default=0)),
                ("read_back_at", models.DateTimeField(null=True)),
                ("read_back_change", models.PositiveIntegerField(null=True)),
                ("content", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("chair_signed_at", models.DateTimeField(null=True)),
                ("taker_signed_at", models.DateTimeField(null=True)),
                (
                    "chair_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="minutes_of",
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
                (
                    "taker_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "biên bản",
                "verbose_name_plural": "biên bản",
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
                        name="meetings_minutes_read_back_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chair_signed_at__isnull", True), ("chair_signed_by__isnull", True)
                            ),
                            models.Q(
                                ("chair_signed_at__isnull", False),
                                ("chair_signed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_minutes_chair_signed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taker_signed_at__isnull", True), ("taker_signed_by__isnull", True)
                            ),
                            models.Q(
                                ("taker_signed_at__isnull", False),
                                ("taker_signed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_minutes_taker_signed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chair_signed_at__isnull", True), ("taker_signed_at__isnull", True)
                            ),
                            models.Q(
                                ("content__isnull", False), models.Q(("digest", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="meetings_minutes_signed_text_is_kept",
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
                ("chair_signed_at", models.DateTimeField(null=True)),
                ("taker_signed_at", models.DateTimeField(null=True)),
                (
                    "chair_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="meetings.minutes",
                    ),
                ),
                (
                    "taker_signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "bổ sung biên bản",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("chair_signed_at__isnull", True), ("chair_signed_by__isnull", True)
                            ),
                            models.Q(
                                ("chair_signed_at__isnull", False),
                                ("chair_signed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_addition_chair_signed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("taker_signed_at__isnull", True), ("taker_signed_by__isnull", True)
                            ),
                            models.Q(
                                ("taker_signed_at__isnull", False),
                                ("taker_signed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_addition_taker_signed_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_key", models.UUIDField(unique=True)),
                ("order", models.BigIntegerField()),
                ("change", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("text", models.TextField(verbose_name="nội dung phát biểu")),
                (
                    "aim",
                    models.CharField(
                        choices=[
                            ("discussion", "Thảo luận"),
                            ("document", "Góp ý văn kiện"),
                            ("preparation", "Việc chuẩn bị đại hội"),
                        ],
                        default="discussion",
                        max_length=12,
                        verbose_name="ghi vào",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "Đồng ý"),
                            ("add", "Bổ sung"),
                            ("amend", "Sửa"),
                            ("delete", "Bỏ"),
                            ("question", "Hỏi"),
                            ("presentation", "Trình bày"),
                        ],
                        max_length=15,
                        verbose_name="loại ý kiến",
                    ),
                ),
                (
                    "place_text",
                    models.CharField(blank=True, max_length=300, verbose_name="ở mục, đoạn nào"),
                ),
                ("place_block", models.UUIDField(null=True)),
                ("held_back", models.CharField(blank=True, max_length=400)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="documents.document",
                    ),
                ),
                (
                    "invitee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="meetings.invitee",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "opinion",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="documents.opinion",
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
                "verbose_name": "ý kiến phát biểu",
                "ordering": ["order", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["item", "order", "id"], name="meetings_statement_order"),
                    models.Index(fields=["item", "change"], name="meetings_statement_change"),
                    daihoi.base.word_index.WordIndex(
                        fields=["text"], name="meetings_statement_words"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_statement_removed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aim", "document"), ("document__isnull", False)),
                            models.Q(
                                models.Q(("aim", "document"), _negated=True),
                                ("document__isnull", True),
                                ("opinion__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_statement_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opinion__isnull", True), ("held_back", ""), _connector="OR"
                        ),
                        name="meetings_statement_held_back_or_opinion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("noted", "Ghi nhận"),
                            ("task", "Đã giao việc"),
                            ("answered", "Trả lời"),
                        ],
                        max_length=10,
                        verbose_name="cách xử lý",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                ("handled_at", models.DateTimeField()),
                (
                    "handled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="congresses.task",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handling",
                        to="meetings.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "xử lý ý kiến về việc chuẩn bị",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "task"), ("task__isnull", False)),
                            models.Q(
                                models.Q(("result", "task"), _negated=True), ("task__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="meetings_handling_task",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "answered"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_handling_answer_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("agree", "Đồng ý"),
                            ("disagree", "Không đồng ý"),
                            ("other", "Ý kiến khác"),
                        ],
                        max_length=10,
                        verbose_name="ý kiến",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="nội dung ý kiến")),
                ("is_paper", models.BooleanField(default=False)),
                ("answered_on", models.DateField(verbose_name="ngày ghi trên phiếu")),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invitee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="meetings.invitee",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "ý kiến bằng văn bản",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "invitee"), name="meetings_writtenanswer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", "other"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_writtenanswer_other_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_key", models.UUIDField(unique=True)),
                ("order", models.BigIntegerField()),
                ("change", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("text", models.TextField(verbose_name="nội dung kết luận")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "Kết luận"),
                            ("task", "Giao việc"),
                            ("requirement", "Yêu cầu chung"),
                            ("reminder", "Lưu ý, nhắc việc"),
                        ],
                        default="note",
                        max_length=12,
                        verbose_name="thành",
                    ),
                ),
                ("recipient", models.CharField(blank=True, max_length=40, verbose_name="giao cho")),
                (
                    "recipient_name",
                    models.CharField(blank=True, max_length=200, verbose_name="giao cho"),
                ),
                ("due_on", models.DateField(null=True, verbose_name="hạn")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="khẩn trương")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusions",
                        to="meetings.agendaitem",
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
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusion",
                        to="congresses.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết luận của chủ trì",
                "ordering": ["order", "id"],
                "abstract": False,
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["text"], name="meetings_conclusion_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_conclusion_removed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(
                                ("kind", "reminder"),
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_conclusion_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "note"), _negated=True),
                            models.Q(
                                ("due_on__isnull", True),
                                ("is_urgent", False),
                                ("recipient", ""),
                                ("recipient_name", ""),
                            ),
                            _connector="OR",
                        ),
                        name="meetings_conclusion_note_asks_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["task", "requirement"]), _negated=True),
                            models.Q(("recipient", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_conclusion_task_is_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("task__isnull", True),
                            ("kind__in", ["task", "requirement"]),
                            _connector="OR",
                        ),
                        name="meetings_conclusion_task_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_key", models.UUIDField(unique=True)),
                ("order", models.BigIntegerField()),
                ("change", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                ("subject", models.CharField(max_length=300, verbose_name="biểu quyết về")),
                ("votes_for", models.PositiveSmallIntegerField(verbose_name="đồng ý")),
                ("votes_against", models.PositiveSmallIntegerField(verbose_name="không đồng ý")),
                ("votes_other", models.PositiveSmallIntegerField(verbose_name="ý kiến khác")),
                (
                    "present",
                    models.PositiveSmallIntegerField(
                        verbose_name="số người có quyền biểu quyết có mặt"
                    ),
                ),
                ("passed", models.BooleanField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="meetings.agendaitem",
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
                "verbose_name": "biểu quyết",
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meetings_handvote_removed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("votes_for"), "+", models.F("votes_against")
                                    ),
                                    "+",
                                    models.F("votes_other"),
                                ),
                            )
                        ),
                        name="meetings_handvote_no_more_hands_than_people",
                    ),
                ],
            },
        ),
    ]
