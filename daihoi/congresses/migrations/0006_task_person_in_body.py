from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """A person may be given a task within her subcommittee."""

    dependencies = [("congresses", "0005_words")]

    operations = [
        migrations.RemoveConstraint(model_name="task", name="congresses_task_one_assignee"),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=Q(
                    assignee="subcommittee",
                    subcommittee__isnull=False,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=True,
                )
                | Q(
                    assignee="unit",
                    subcommittee__isnull=True,
                    unit__isnull=False,
                    person__isnull=True,
                    outside__isnull=True,
                )
                | Q(
                    assignee="person",
                    unit__isnull=True,
                    person__isnull=False,
                    outside__isnull=True,
                )
                | Q(
                    assignee="outside",
                    subcommittee__isnull=True,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=False,
                )
                | Q(
                    assignee__in=["committee", "members", "everyone"],
                    subcommittee__isnull=True,
                    unit__isnull=True,
                    person__isnull=True,
                    outside__isnull=True,
                ),
                name="congresses_task_one_assignee",
            ),
        ),
    ]
