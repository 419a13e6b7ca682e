from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congresses", "0003_milestone_convening")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="url",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
