import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0010_localrule"),
        ("organizations", "0006_rule_family"),
    ]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField()),
                ("side", models.PositiveSmallIntegerField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "mode",
                    models.CharField(
                        choices=[("papers", "từng phiếu"), ("sums", "theo tập phiếu và số cộng")],
                        default="papers",
                        max_length=10,
                        verbose_name="cách nhập",
                    ),
                ),
                (
                    "batch_size",
                    models.PositiveSmallIntegerField(default=50, verbose_name="số phiếu một tập"),
                ),
                ("sums", models.JSONField(null=True)),
                ("tally", models.JSONField(null=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do sửa")),
                ("is_closed", models.BooleanField(default=False)),
                (
                    "teller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bản kiểm phiếu",
                "ordering": ["round", "attempt", "side", "version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", [1, 2])), name="elections_count_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_closed", False),
                            models.Q(
                                ("tally__isnull", False), models.Q(("digest", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="elections_count_closed_has_tally",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="elections_count_mended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("is_closed", models.BooleanField(default=False)),
                ("papers", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="batches",
                        to="elections.count",
                    ),
                ),
            ],
            options={
                "verbose_name": "tập phiếu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("count", "number"), name="elections_batch_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_closed", False)),
                        fields=("count",),
                        name="elections_batch_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Election",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("office", models.CharField(max_length=30, verbose_name="chức danh")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "planned_seats",
                    models.PositiveSmallIntegerField(verbose_name="số lượng đề nghị bầu"),
                ),
                ("seats", models.PositiveSmallIntegerField(null=True, verbose_name="số lượng bầu")),
                (
                    "allotted_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản phân bổ của cấp trên"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "đang chuẩn bị"),
                            ("balloting", "đang bầu"),
                            ("finished", "đã bầu xong"),
                            ("cancelled", "không bầu"),
                        ],
                        default="preparing",
                        max_length=20,
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=400, verbose_name="kết luận")),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elections",
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
            ],
            options={
                "verbose_name": "cuộc bầu",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("congress", "office"),
                        name="elections_election_office_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_seats__gte", 1),
                            models.Q(("seats__isnull", True), ("seats__gte", 1), _connector="OR"),
                        ),
                        name="elections_election_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["finished", "cancelled"]), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="elections_election_end_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paper_number", models.CharField(max_length=60, verbose_name="số quyết định")),
                ("paper_on", models.DateField(verbose_name="ngày quyết định")),
                ("issuer", models.CharField(max_length=160, verbose_name="cơ quan quyết định")),
                ("recorded_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="elections.election",
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ định của cấp trên",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("election", "person"), name="elections_appointment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("committee", "Cấp ủy triệu tập giới thiệu"),
                            ("floor", "Đề cử tại đại hội"),
                            ("self", "Ứng cử"),
                        ],
                        max_length=20,
                        verbose_name="hình thức",
                    ),
                ),
                (
                    "has_consent",
                    models.BooleanField(
                        default=False, verbose_name="có ý kiến đồng ý của người được đề cử"
                    ),
                ),
                ("asks_out", models.BooleanField(default=False, verbose_name="xin rút")),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do xin rút"),
                ),
                ("must_ask_out", models.BooleanField(default=False)),
                (
                    "supporters",
                    models.PositiveIntegerField(null=True, verbose_name="số người ủng hộ"),
                ),
                ("attending", models.PositiveIntegerField(null=True, verbose_name="số người dự")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chờ đại hội quyết định"),
                            ("accepted", "đưa vào danh sách"),
                            ("withdrawn", "được rút"),
                            ("refused", "không đưa vào danh sách"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("filed_on", models.DateField(null=True, verbose_name="ngày nộp hồ sơ ứng cử")),
                ("decided", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField()),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="elections.election",
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations_made",
                        to="organizations.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
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
            ],
            options={
                "verbose_name": "ứng cử, đề cử",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "accepted"])),
                        fields=("election", "person"),
                        name="elections_nomination_person_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attending__isnull", True), ("supporters__isnull", True)),
                            models.Q(
                                ("attending__gte", models.F("supporters")),
                                ("supporters__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="elections_nomination_support",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            ("asks_out", True),
                            _connector="OR",
                        ),
                        name="elections_nomination_withdrawn_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("marks", models.CharField(default="0", max_length=32)),
                ("partly", models.CharField(default="0", max_length=32)),
                ("faults", models.JSONField(default=list)),
                ("written", models.JSONField(default=list)),
                ("place", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open_papers",
                        to="elections.batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu đang nhập",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "place"), name="elections_openpaper_place"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pattern",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("marks", models.CharField(default="0", max_length=32)),
                ("partly", models.CharField(default="0", max_length=32)),
                ("faults", models.JSONField(default=list)),
                ("written", models.JSONField(default=list)),
                ("papers", models.PositiveIntegerField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="patterns",
                        to="elections.batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiểu phiếu",
            },
        ),
        migrations.CreateModel(
            name="Roll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("convened", models.PositiveIntegerField(default=0)),
                ("base", models.PositiveIntegerField(default=0)),
                ("need", models.PositiveIntegerField(default=0)),
                ("deducted", models.JSONField(default=dict)),
                ("answer", models.JSONField(default=dict)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do điều chỉnh"),
                ),
                (
                    "organizations",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="số tổ chức trực thuộc"
                    ),
                ),
                (
                    "represented",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="số tổ chức có đại biểu dự"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
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
                        related_name="rolls",
                        to="congresses.congress",
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
                "verbose_name": "danh sách cử tri",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "number"), name="elections_roll_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", True)),
                        fields=("congress",),
                        name="elections_roll_one_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="elections_roll_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organizations__isnull", True), ("represented__isnull", True)
                            ),
                            models.Q(
                                ("organizations__gte", models.F("represented")),
                                ("represented__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="elections_roll_represented_among_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="elections_roll_correction_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("name_key", models.CharField(max_length=400)),
                ("standing", models.CharField(max_length=20)),
                ("situation", models.CharField(max_length=20)),
                ("attendance", models.CharField(max_length=20)),
                (
                    "absence_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do vắng"),
                ),
                (
                    "absence_accepted",
                    models.BooleanField(null=True, verbose_name="vắng có lý do được chấp nhận"),
                ),
                ("is_convener", models.BooleanField(default=False)),
                ("has_alternate", models.BooleanField(default=False)),
                ("deduction", models.CharField(blank=True, max_length=40)),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="căn cứ, ghi chú"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.person",
                    ),
                ),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="elections.roll",
                    ),
                ),
            ],
            options={
                "verbose_name": "người trong danh sách cử tri",
                "indexes": [
                    models.Index(fields=["roll", "name_key", "id"], name="elections_rollentry_name")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("roll", "person"), name="elections_rollentry_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("seats", models.PositiveSmallIntegerField(verbose_name="số lượng bầu")),
                ("is_tie", models.BooleanField(default=False)),
                ("style", models.CharField(blank=True, max_length=20, verbose_name="cách bầu")),
                (
                    "sheet",
                    models.CharField(
                        choices=[
                            ("a4", "một phiếu một trang A4"),
                            ("a5", "hai phiếu A5 một trang A4"),
                            ("a6", "bốn phiếu một trang A4"),
                        ],
                        default="a5",
                        max_length=4,
                        verbose_name="khổ phiếu",
                    ),
                ),
                ("mark", models.PositiveSmallIntegerField(default=0)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("printed", models.PositiveIntegerField(null=True, verbose_name="số phiếu in")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "đang lập danh sách"),
                            ("listed", "đã chốt danh sách, in phiếu"),
                            ("issued", "đang bỏ phiếu"),
                            ("counting", "đang kiểm phiếu"),
                            ("counted", "hai bên kiểm khớp"),
                            ("announced", "đã công bố"),
                            ("recounting", "đã công bố, đang kiểm lại"),
                            ("recounted", "kiểm lại xong, chờ công bố"),
                            ("void", "bỏ, làm lại"),
                        ],
                        default="preparing",
                        max_length=20,
                    ),
                ),
                (
                    "present",
                    models.PositiveIntegerField(null=True, verbose_name="có mặt khi bỏ phiếu"),
                ),
                (
                    "handed_out",
                    models.PositiveIntegerField(null=True, verbose_name="số phiếu phát ra"),
                ),
                (
                    "spoiled",
                    models.PositiveIntegerField(default=0, verbose_name="số phiếu hỏng đã đổi"),
                ),
                (
                    "returned",
                    models.PositiveIntegerField(null=True, verbose_name="số phiếu thu về"),
                ),
                ("more_returned", models.PositiveIntegerField(null=True)),
                ("edition_code", models.CharField(blank=True, max_length=60)),
                ("local_rules", models.JSONField(default=list)),
                ("rules_digest", models.CharField(blank=True, max_length=64)),
                ("rules_held", models.CharField(blank=True, max_length=64)),
                (
                    "rules_reason",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="lý do quy định nào được áp dụng"
                    ),
                ),
                ("rules_decided_at", models.DateTimeField(null=True)),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("tellers", models.JSONField(default=list)),
                (
                    "presidium",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="thay mặt đoàn chủ tịch"
                    ),
                ),
                ("anew", models.JSONField(default=dict)),
                ("agreed", models.JSONField(default=dict)),
                ("tally", models.JSONField(null=True)),
                ("outcome", models.JSONField(null=True)),
                ("listed_at", models.DateTimeField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
                ("announced_at", models.DateTimeField(null=True)),
                ("sealed_at", models.DateTimeField(null=True)),
                (
                    "seal_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="niêm phong, nơi giữ"
                    ),
                ),
                ("keep_until", models.DateField(null=True)),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do bỏ lượt bầu"),
                ),
                (
                    "void_decider",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("presidium", "Đoàn chủ tịch"),
                            ("congress", "Đại hội, bằng biểu quyết giơ tay"),
                            ("superior", "Cấp trên, bằng văn bản"),
                        ],
                        max_length=20,
                        verbose_name="ai quyết định bỏ",
                    ),
                ),
                (
                    "void_decision",
                    models.CharField(blank=True, max_length=300, verbose_name="quyết định bỏ"),
                ),
                (
                    "ordered_by",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="bầu lại theo văn bản"
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "counted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="elections.election",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "listed_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "roll",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="elections.roll",
                    ),
                ),
                (
                    "rules_decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt bầu",
                "ordering": ["election", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("election", "number"), name="elections_round_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["announced", "void"]), _negated=True),
                        fields=("election",),
                        name="elections_round_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["preparing", "listed", "void"]),
                            ("roll__isnull", False),
                            _connector="OR",
                        ),
                        name="elections_round_issued_has_roll",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_out__isnull", True),
                            ("handed_out__gte", models.F("spoiled")),
                            _connector="OR",
                        ),
                        name="elections_round_spoiled_were_handed_out",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["counted", "announced", "recounting", "recounted"]),
                                _negated=True,
                            ),
                            models.Q(("outcome__isnull", False), ("tally__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_counted_has_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("listed_at__isnull", True), ("listed_by__isnull", True)),
                            models.Q(("listed_at__isnull", False), ("listed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_listed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_at__isnull", True), ("issued_by__isnull", True)),
                            models.Q(("issued_at__isnull", False), ("issued_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_issued_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_opened_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counted_at__isnull", True), ("counted_by__isnull", True)),
                            models.Q(("counted_at__isnull", False), ("counted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_counted_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("announced_at__isnull", True), ("announced_by__isnull", True)
                            ),
                            models.Q(
                                ("announced_at__isnull", False), ("announced_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="elections_round_announced_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_at__isnull", True), ("sealed_by__isnull", True)),
                            models.Q(("sealed_at__isnull", False), ("sealed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_sealed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                            models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_round_voided_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("rules_decided_at__isnull", True),
                                ("rules_decided_by__isnull", True),
                            ),
                            models.Q(
                                ("rules_decided_at__isnull", False),
                                ("rules_decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="elections_round_rules_decided_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "void"), _negated=True),
                            models.Q(
                                ("voided_at__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="elections_round_void_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rules_held", ""),
                            models.Q(
                                models.Q(("rules_reason", ""), _negated=True),
                                ("rules_decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="elections_round_rules_held_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=300, verbose_name="lý do kiểm lại")),
                (
                    "decider",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("presidium", "Đoàn chủ tịch"),
                            ("congress", "Đại hội, bằng biểu quyết giơ tay"),
                            ("superior", "Cấp trên, bằng văn bản"),
                        ],
                        max_length=20,
                        verbose_name="ai quyết định",
                    ),
                ),
                ("decided_by", models.CharField(max_length=300, verbose_name="quyết định")),
                ("settled", models.JSONField(default=dict)),
                ("ordered_at", models.DateTimeField()),
                (
                    "dropped",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do dừng kiểm lại"
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True)),
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
                    "ordered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recounts",
                        to="elections.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "kiểm phiếu lại",
                "ordering": ["round", "attempt"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "attempt"), name="elections_recount_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attempt__gte", 2),
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("decided_by", ""), _negated=True),
                        ),
                        name="elections_recount_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dropped", ""),
                                ("dropped_at__isnull", True),
                                ("dropped_by__isnull", True),
                            ),
                            models.Q(
                                ("dropped_at__isnull", False),
                                ("dropped_by__isnull", False),
                                models.Q(("dropped", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="elections_recount_dropped_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("printed", models.CharField(max_length=160, verbose_name="tên in trên phiếu")),
                ("votes", models.PositiveIntegerField(null=True)),
                ("against", models.PositiveIntegerField(null=True)),
                ("rank", models.PositiveSmallIntegerField(null=True)),
                ("is_elected", models.BooleanField(default=False)),
                ("is_tied", models.BooleanField(default=False)),
                (
                    "refused_by",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="không chuẩn y theo văn bản"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.person",
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="elections.nomination",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="elections.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "tên trên phiếu bầu",
                "ordering": ["round", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "person"), name="elections_listedname_once"
                    ),
                    models.UniqueConstraint(
                        fields=("round", "printed"), name="elections_listedname_printed_once"
                    ),
                    models.UniqueConstraint(
                        fields=("round", "position"), name="elections_listedname_position_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_elected", False),
                            models.Q(("rank__isnull", False), ("votes__isnull", False)),
                            _connector="OR",
                        ),
                        name="elections_listedname_elected_ranked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused_by", ""), ("is_elected", False), _connector="OR"
                        ),
                        name="elections_listedname_refused_not_elected",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoubtfulPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("marks", models.CharField(default="0", max_length=32)),
                ("partly", models.CharField(default="0", max_length=32)),
                ("faults", models.JSONField(default=list)),
                ("written", models.JSONField(default=list)),
                ("attempt", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=10, verbose_name="ký hiệu")),
                ("seen", models.CharField(max_length=300, verbose_name="điều chưa rõ")),
                ("is_valid", models.BooleanField(null=True)),
                (
                    "ruling",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do quyết định"),
                ),
                ("present", models.JSONField(default=list)),
                ("earlier", models.JSONField(default=list)),
                (
                    "withdrawn",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do đưa lại"),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubtful_papers",
                        to="elections.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu chưa rõ",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "attempt", "label"), name="elections_doubtfulpaper_label"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_valid__isnull", True), ("ruling", "")),
                            models.Q(
                                ("is_valid__isnull", False), models.Q(("ruling", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="elections_doubtfulpaper_ruling_says_why",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="count",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="counts",
                to="elections.round",
            ),
        ),
        migrations.CreateModel(
            name="Vote",
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
                ("votes_for", models.PositiveIntegerField(verbose_name="đồng ý")),
                (
                    "votes_against",
                    models.PositiveIntegerField(default=0, verbose_name="không đồng ý"),
                ),
                ("votes_other", models.PositiveIntegerField(default=0, verbose_name="ý kiến khác")),
                ("present", models.PositiveIntegerField()),
                ("passed", models.BooleanField()),
                ("decided", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawal_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do ghi lại"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_votes",
                        to="congresses.congress",
                    ),
                ),
                (
                    "election",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="elections.election",
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
                    "round",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="elections.round",
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
                "verbose_name": "biểu quyết",
                "ordering": ["recorded_at", "pk"],
                "constraints": [
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
                        name="elections_vote_hands_present",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal_reason", ""),
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="elections_vote_withdrawn_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("presidium", "Đoàn chủ tịch"),
                            ("secretariat", "Đoàn thư ký"),
                            ("tellers", "Ban kiểm phiếu"),
                        ],
                        max_length=20,
                        verbose_name="bộ phận",
                    ),
                ),
                ("is_head", models.BooleanField(default=False, verbose_name="trưởng ban")),
                ("named_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "release_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do thay"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_members",
                        to="congresses.congress",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="congress_bodies",
                        to="organizations.person",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "thành viên bộ phận của đại hội",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("congress", "body", "person"),
                        name="elections_bodymember_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True), ("released_at__isnull", True)),
                        fields=("congress", "body"),
                        name="elections_bodymember_one_head",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("release_reason", ""),
                                ("released_at__isnull", True),
                                ("released_by__isnull", True),
                            ),
                            models.Q(
                                ("released_at__isnull", False),
                                ("released_by__isnull", False),
                                models.Q(("release_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="elections_bodymember_released_pair",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                fields=("round", "attempt", "side", "version"), name="elections_count_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_closed", False)),
                fields=("round", "attempt", "side"),
                name="elections_count_one_open",
            ),
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given", models.PositiveIntegerField(verbose_name="số phiếu phát ra")),
                ("returned", models.PositiveIntegerField(verbose_name="số phiếu thu về")),
                (
                    "invalid",
                    models.PositiveIntegerField(default=0, verbose_name="số phiếu không hợp lệ"),
                ),
                (
                    "counters",
                    models.CharField(max_length=300, verbose_name="tổ kiểm phiếu xin ý kiến"),
                ),
                ("head", models.CharField(max_length=160, verbose_name="tổ trưởng")),
                ("recorded_at", models.DateTimeField()),
                (
                    "election",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="poll",
                        to="elections.election",
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
            ],
            options={
                "verbose_name": "phiếu xin ý kiến",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given__gte", models.F("returned")),
                            ("returned__gte", models.F("invalid")),
                        ),
                        name="elections_poll_no_more_than_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counters", ""), _negated=True),
                            models.Q(("head", ""), _negated=True),
                        ),
                        name="elections_poll_says_who_counted",
                    ),
                ],
            },
        ),
    ]
