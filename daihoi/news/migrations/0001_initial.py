import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import daihoi.base.word_index
import daihoi.rules.news


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("congresses", "0009_higher_congresses_and_targets"),
        ("files", "0001_initial"),
        ("organizations", "0004_clerk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
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
                            ("preparation", "Tin chuẩn bị đại hội"),
                            ("congress", "Tin đại hội"),
                            ("result", "Tin kết quả đại hội"),
                            ("other", "Tin khác"),
                        ],
                        max_length=20,
                        verbose_name="loại tin",
                    ),
                ),
                ("first_published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do gỡ"),
                ),
                ("source_text", models.TextField(blank=True)),
                ("source_name", models.CharField(blank=True, max_length=200)),
                (
                    "congress",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="organizations.organization",
                    ),
                ),
                (
                    "source_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "subcommittee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="congresses.subcommittee",
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
                "verbose_name": "tin, bài",
            },
        ),
        migrations.CreateModel(
            name="ArticleNote",
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
                            ("returned", "Trả lại"),
                            ("corrected", "Đính chính"),
                            ("withdrawn", "Gỡ khỏi trang tin"),
                            ("restored", "Đưa lại lên trang tin"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="nhận xét")),
                ("made_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="news.article",
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
                "verbose_name": "nhận xét",
            },
        ),
        migrations.CreateModel(
            name="PropagandaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("channel", models.CharField(max_length=120, verbose_name="kênh")),
                ("content", models.CharField(max_length=400, verbose_name="nội dung tuyên truyền")),
                ("due_on", models.DateField(verbose_name="thời hạn")),
                ("done_on", models.DateField(null=True, verbose_name="ngày làm xong")),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "dropped_reason",
                    models.CharField(blank=True, max_length=400, verbose_name="lý do không làm"),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propaganda_items",
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propaganda_items",
                        to="organizations.person",
                    ),
                ),
                (
                    "subcommittee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propaganda_items",
                        to="congresses.subcommittee",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục tuyên truyền",
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["channel", "content"], name="news_propaganda_words"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_by__isnull", True), ("done_on__isnull", True)),
                            models.Q(
                                ("done_by__isnull", False),
                                ("done_on__isnull", False),
                                ("dropped_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="news_propagandaitem_done_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_at__isnull", True), ("dropped_by__isnull", True)),
                            models.Q(
                                ("dropped_at__isnull", False),
                                ("dropped_by__isnull", False),
                                models.Q(("dropped_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="news_propagandaitem_dropped_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PropagandaEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="ngày làm")),
                ("text", models.CharField(max_length=400, verbose_name="đã làm gì")),
                ("link", models.URLField(blank=True, max_length=300, verbose_name="đường dẫn")),
                ("file_name", models.CharField(blank=True, max_length=200)),
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
                    "original",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="news.propagandaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc đã làm",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("original__isnull", True), ("picture__isnull", True)),
                            models.Q(("original__isnull", False), ("picture__isnull", False)),
                            _connector="OR",
                        ),
                        name="news_propagandaentry_photo_pair",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Đang soạn"),
                            ("submitted", "Chờ kiểm tra"),
                            ("checked", "Chờ đăng"),
                            ("published", "Đã đăng"),
                        ],
                        default=daihoi.rules.news.NewsState["DRAFT"],
                        max_length=12,
                    ),
                ),
                ("section", models.CharField(max_length=120, verbose_name="chuyên mục")),
                ("title", models.CharField(max_length=200, verbose_name="tiêu đề")),
                ("lead", models.TextField(blank=True, verbose_name="đoạn mở đầu")),
                ("body", models.TextField(blank=True, verbose_name="nội dung")),
                ("author", models.CharField(max_length=120, verbose_name="tác giả")),
                (
                    "author_unit",
                    models.CharField(max_length=200, verbose_name="đơn vị của tác giả"),
                ),
                (
                    "correction",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="nội dung đính chính"
                    ),
                ),
                ("edit", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="news.article",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "related",
                    models.ManyToManyField(blank=True, related_name="+", to="news.article"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("writers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "bản tin",
                "indexes": [
                    daihoi.base.word_index.WordIndex(
                        fields=["title", "lead", "body", "author"], name="news_revision_words"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "number"), name="news_revision_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published"), _negated=True),
                        fields=("article",),
                        name="news_revision_one_worked_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("submitted_at__isnull", True), ("submitted_by__isnull", True)
                            ),
                            models.Q(
                                ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="news_revision_submitted_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="news_revision_checked_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", True), ("published_by__isnull", True)
                            ),
                            models.Q(
                                ("published_at__isnull", False), ("published_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="news_revision_published_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", False),
                                ("published_at__isnull", False),
                                ("state", "published"),
                            ),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("published_at__isnull", True),
                                ("state", "checked"),
                            ),
                            models.Q(
                                ("checked_at__isnull", True),
                                ("published_at__isnull", True),
                                ("state__in", ["draft", "submitted"]),
                            ),
                            _connector="OR",
                        ),
                        name="news_revision_state_holds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("caption", models.CharField(max_length=300, verbose_name="chú thích")),
                (
                    "description",
                    models.CharField(
                        max_length=300, verbose_name="mô tả cho người không xem được ảnh"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("small_width", models.PositiveSmallIntegerField()),
                ("medium_width", models.PositiveSmallIntegerField()),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "large",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "medium",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "original",
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
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="news.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "ảnh",
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "key"), name="news_photo_key_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="published",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown_by",
                to="news.revision",
            ),
        ),
        migrations.CreateModel(
            name="NewsSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="địa chỉ")),
                ("title", models.CharField(max_length=160, verbose_name="tên trang tin")),
                (
                    "introduction",
                    models.CharField(blank=True, max_length=300, verbose_name="giới thiệu ngắn"),
                ),
                (
                    "section",
                    models.CharField(
                        default="Hoạt động của các tổ chức Đảng cơ sở",
                        max_length=120,
                        verbose_name="chuyên mục mặc định",
                    ),
                ),
                (
                    "date_style",
                    models.CharField(
                        choices=[
                            ("5-3-2020", "5-3-2020"),
                            ("05-03-2020", "05-03-2020"),
                            ("5/3/2020", "5/3/2020"),
                            ("ngày 05 tháng 3 năm 2020", "ngày 05 tháng 3 năm 2020"),
                        ],
                        default="5/3/2020",
                        max_length=30,
                        verbose_name="kiểu ngày tháng trong bài",
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news_site",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang tin",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="news_newssite_opened_pair",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="news_article_withdrawn_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_published_at__isnull", True), ("published__isnull", True)),
                    models.Q(("first_published_at__isnull", False), ("published__isnull", False)),
                    _connector="OR",
                ),
                name="news_article_published_pair",
            ),
        ),
    ]
