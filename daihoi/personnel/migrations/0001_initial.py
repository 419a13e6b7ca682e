import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0010_localrule"),
        ("files", "0001_initial"),
        ("meetings", "0001_initial"),
        ("organizations", "0006_rule_family"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("for_committee", models.BooleanField(default=True, verbose_name="cấp ủy")),
                ("for_secretary", models.BooleanField(default=False, verbose_name="bí thư")),
                ("for_deputy", models.BooleanField(default=False, verbose_name="phó bí thư")),
                (
                    "for_delegate",
                    models.BooleanField(default=False, verbose_name="đại biểu dự đại hội cấp trên"),
                ),
                (
                    "employment",
                    models.CharField(
                        choices=[
                            ("in_service", "Đang công tác"),
                            ("part_time", "Không chuyên trách"),
                            ("retired", "Đã nghỉ hưu"),
                        ],
                        default="in_service",
                        max_length=10,
                        verbose_name="công tác",
                    ),
                ),
                (
                    "special",
                    models.CharField(blank=True, max_length=40, verbose_name="trường hợp đặc biệt"),
                ),
                (
                    "special_paper",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản về trường hợp đặc biệt"
                    ),
                ),
                (
                    "extension_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="tuổi nghỉ hưu được kéo dài, tính bằng tháng",
                    ),
                ),
                (
                    "extension_paper",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="văn bản kéo dài thời gian công tác",
                    ),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Không"),
                            ("prosecuted", "Đang bị khởi tố, truy tố"),
                            ("detained", "Đang bị tạm giam"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="vướng mắc",
                    ),
                ),
                (
                    "education",
                    models.CharField(blank=True, max_length=80, verbose_name="trình độ học vấn"),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="ghi chú")),
                (
                    "handed_in_on",
                    models.DateField(blank=True, null=True, verbose_name="ngày nộp hồ sơ"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("considered", "đang xem xét"),
                            ("put_forward", "giới thiệu ra đại hội"),
                            ("dropped", "không giới thiệu"),
                        ],
                        default="considered",
                        max_length=12,
                    ),
                ),
                (
                    "drop_reason",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="lý do không giới thiệu"
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="organizations.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhân sự dự kiến",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("special", ""),
                            models.Q(("special_paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personnel_candidate_special_by_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extension_months__isnull", True),
                            models.Q(("extension_paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personnel_candidate_extension_by_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CandidateFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30, verbose_name="giấy tờ")),
                ("signed_on", models.DateField(verbose_name="ngày ký")),
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
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="personnel.candidate",
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
            ],
            options={
                "verbose_name": "giấy tờ trong hồ sơ nhân sự",
            },
        ),
        migrations.CreateModel(
            name="PersonnelPlan",
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
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số lượng cấp ủy viên"
                    ),
                ),
                (
                    "deputies",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số phó bí thư"),
                ),
                (
                    "names",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số người trong danh sách bầu cấp ủy"
                    ),
                ),
                (
                    "before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số ủy viên khóa trước"
                    ),
                ),
                (
                    "rotated",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="trong đó luân chuyển đến"
                    ),
                ),
                (
                    "is_after_merger",
                    models.BooleanField(
                        default=False, verbose_name="tổ chức mới hợp nhất, dẫn đến chỉ định"
                    ),
                ),
                (
                    "direction",
                    models.TextField(blank=True, verbose_name="phương hướng, tiêu chuẩn"),
                ),
                ("structure", models.TextField(blank=True, verbose_name="cơ cấu")),
                ("age_words", models.CharField(blank=True, max_length=300, verbose_name="độ tuổi")),
                ("targets", models.JSONField(default=dict)),
                (
                    "structure_reason",
                    models.TextField(blank=True, verbose_name="lý do khi cơ cấu chưa đạt"),
                ),
                (
                    "standing_women",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số nữ dự kiến trong ban thường vụ"
                    ),
                ),
                (
                    "open_places",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="số vị trí để trống, bổ sung sau"
                    ),
                ),
                (
                    "open_places_paper",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản đồng ý để trống vị trí"
                    ),
                ),
                (
                    "posts_not_elected",
                    models.TextField(blank=True, verbose_name="chức danh đại hội chưa bầu"),
                ),
                (
                    "posts_paper",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản đồng ý chưa bầu"
                    ),
                ),
                (
                    "timetable_paper",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="kế hoạch của cấp trên"
                    ),
                ),
                (
                    "steps_by",
                    models.DateField(
                        blank=True, null=True, verbose_name="xong các bước nhân sự trước ngày"
                    ),
                ),
                (
                    "congress_from",
                    models.DateField(blank=True, null=True, verbose_name="đại hội từ ngày"),
                ),
                (
                    "congress_by",
                    models.DateField(blank=True, null=True, verbose_name="đại hội đến ngày"),
                ),
                (
                    "no_limit_reason",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="lý do chốt khi chưa có quy định độ tuổi của cấp trên",
                    ),
                ),
                ("own_steps", models.JSONField(default=list)),
                (
                    "own_steps_paper",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản quy định quy trình"
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_on", models.DateField(null=True, verbose_name="ngày cấp ủy thông qua")),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approval_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="số văn bản phê duyệt"
                    ),
                ),
                ("approval_on", models.DateField(null=True, verbose_name="ngày văn bản phê duyệt")),
                ("presented_at", models.DateTimeField(null=True, verbose_name="trình đại hội lúc")),
                (
                    "approved_by",
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
                        related_name="personnel_plan",
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
                    "presented_by",
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
                "verbose_name": "đề án nhân sự",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                                ("settled_on__isnull", True),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="personnel_personnelplan_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approval_number", ""),
                                ("approval_on__isnull", True),
                                ("approved_at__isnull", True),
                                ("approved_by__isnull", True),
                            ),
                            models.Q(
                                ("approval_on__isnull", False),
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("settled_at__isnull", False),
                                models.Q(("approval_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="personnel_personnelplan_approved_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("presented_at__isnull", True), ("presented_by__isnull", True)
                            ),
                            models.Q(
                                ("presented_at__isnull", False),
                                ("presented_by__isnull", False),
                                ("settled_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="personnel_personnelplan_presented_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("own_steps", []),
                            models.Q(("own_steps_paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personnel_personnelplan_steps_by_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("names__isnull", True), ("names__gte", 1), _connector="OR"
                        ),
                        name="personnel_personnelplan_list_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("congress_by__isnull", True),
                                ("congress_from__isnull", True),
                                ("steps_by__isnull", True),
                                ("timetable_paper", ""),
                            ),
                            models.Q(("timetable_paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personnel_personnelplan_timetable_by_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeadChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=400, verbose_name="lý do")),
                ("on", models.DateField(verbose_name="ngày chọn")),
                ("made_at", models.DateTimeField()),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="head_choice",
                        to="personnel.candidate",
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="head_choices",
                        to="personnel.personnelplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "lựa chọn của người đứng đầu",
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="candidates",
                to="personnel.personnelplan",
            ),
        ),
        migrations.CreateModel(
            name="PlanReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang xây dựng"),
                            ("settled", "cấp ủy đã thông qua"),
                            ("approved", "cấp trên đã phê duyệt"),
                            ("presented", "đã trình đại hội"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=400, verbose_name="lý do")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="personnel.personnelplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần mở lại đề án",
            },
        ),
        migrations.CreateModel(
            name="StepMeeting",
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
                    "round",
                    models.CharField(
                        choices=[
                            ("re_elected", "Vòng tái cử"),
                            ("first_time", "Vòng tham gia lần đầu"),
                            ("all", "Quy trình"),
                        ],
                        max_length=12,
                        verbose_name="vòng",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="bước")),
                ("title", models.CharField(max_length=200)),
                ("on", models.DateField(blank=True, null=True, verbose_name="ngày")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="địa điểm")),
                (
                    "convened",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số được triệu tập"
                    ),
                ),
                (
                    "present",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="số có mặt"
                    ),
                ),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="bắt đầu lúc")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="kết thúc lúc")),
                ("chair", models.CharField(blank=True, max_length=120, verbose_name="chủ trì")),
                (
                    "minute_taker",
                    models.CharField(blank=True, max_length=120, verbose_name="người ghi biên bản"),
                ),
                (
                    "counters",
                    models.CharField(blank=True, max_length=300, verbose_name="tổ kiểm phiếu"),
                ),
                ("paper", models.CharField(blank=True, max_length=200, verbose_name="văn bản")),
                ("note", models.TextField(blank=True, verbose_name="nội dung, kết luận")),
                (
                    "reported",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="văn bản báo cáo cấp trên"
                    ),
                ),
                ("told", models.JSONField(default=dict)),
                ("differs", models.BooleanField(default=False)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "finished_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="personnel.personnelplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước nhân sự",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "round", "number"), name="personnel_stepmeeting_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("finished_by__isnull", True)),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("finished_by__isnull", False),
                                ("on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="personnel_stepmeeting_finished_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("present__isnull", True),
                            models.Q(
                                ("convened__isnull", False), ("present__lte", models.F("convened"))
                            ),
                            _connector="OR",
                        ),
                        name="personnel_stepmeeting_present",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=400, verbose_name="lý do")),
                ("before", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="personnel.stepmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần đính chính một bước",
            },
        ),
        migrations.CreateModel(
            name="IntroductionBallot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                ("issued", models.PositiveSmallIntegerField(verbose_name="phiếu phát ra")),
                ("returned", models.PositiveSmallIntegerField(verbose_name="phiếu thu về")),
                (
                    "invalid",
                    models.PositiveSmallIntegerField(default=0, verbose_name="phiếu không hợp lệ"),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ballots",
                        to="personnel.stepmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần bỏ phiếu giới thiệu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "number"), name="personnel_introductionballot_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned__lte", models.F("issued")),
                            ("invalid__lte", models.F("returned")),
                        ),
                        name="personnel_introductionballot_sums",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="dropped_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="dropped",
                to="personnel.stepmeeting",
            ),
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goes_on", models.BooleanField()),
                ("reason", models.CharField(max_length=400, verbose_name="nhận xét, lý do")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="personnel.candidate",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="personnel.stepmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "nhận xét ở một bước",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "candidate"), name="personnel_assessment_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="personnel_assessment_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goes_on", models.BooleanField()),
                ("votes", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.CharField(max_length=400)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="personnel.candidate",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="personnel.stepmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả một bước",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "candidate"), name="personnel_stepperson_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IntroductionVotes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("votes", models.PositiveSmallIntegerField(verbose_name="số phiếu")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="personnel.introductionballot",
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="personnel.candidate",
                    ),
                ),
            ],
            options={
                "verbose_name": "số phiếu giới thiệu",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ballot", "candidate"), name="personnel_introductionvotes_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                fields=("plan", "person"), name="personnel_candidate_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), models.Q(("drop_reason", ""), _negated=True)),
                    models.Q(
                        models.Q(("state", "dropped"), _negated=True),
                        ("drop_reason", ""),
                        ("dropped_in__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="personnel_candidate_dropped_says_why",
            ),
        ),
    ]
