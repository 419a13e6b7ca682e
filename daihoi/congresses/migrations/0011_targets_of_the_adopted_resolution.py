from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congresses", "0010_localrule")]

    operations = [
        migrations.RemoveConstraint("resolutiontarget", "congresses_resolutiontarget_once"),
        migrations.RemoveConstraint("resolutiontarget", "congresses_resolutiontarget_once_a_term"),
        migrations.AlterField(
            "resolutiontarget", "text", models.TextField(verbose_name="chỉ tiêu")
        ),
        migrations.AddField(
            "resolutiontarget",
            "unit",
            models.CharField(blank=True, default="", max_length=60, verbose_name="đơn vị"),
            preserve_default=False,
        ),
        migrations.AddField(
            "resolutiontarget",
            "amount",
            models.CharField(blank=True, default="", max_length=120, verbose_name="mức"),
            preserve_default=False,
        ),
        migrations.AddField("resolutiontarget", "clause_key", models.UUIDField(null=True)),
        migrations.AddField(
            "targetresult",
            "value",
            models.CharField(blank=True, default="", max_length=120, verbose_name="số đạt được"),
            preserve_default=False,
        ),
        migrations.AddField(
            "targetresult",
            "evidence",
            models.CharField(
                blank=True, default="", max_length=300, verbose_name="căn cứ, minh chứng"
            ),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "resolutiontarget",
            models.UniqueConstraint(
                condition=models.Q(("clause_key__isnull", True)),
                fields=("congress", "text", "year"),
                name="congresses_resolutiontarget_once",
            ),
        ),
        migrations.AddConstraint(
            "resolutiontarget",
            models.UniqueConstraint(
                condition=models.Q(("clause_key__isnull", True), ("year__isnull", True)),
                fields=("congress", "text"),
                name="congresses_resolutiontarget_once_a_term",
            ),
        ),
        migrations.AddConstraint(
            "resolutiontarget",
            models.UniqueConstraint(
                fields=("congress", "clause_key"), name="congresses_resolutiontarget_clause_once"
            ),
        ),
    ]
