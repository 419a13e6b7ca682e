import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congresses", "0004_task_url"), ("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="last_revision_task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="congresses.task",
            ),
        ),
    ]
