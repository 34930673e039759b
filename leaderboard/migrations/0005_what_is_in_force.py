"""Puts the solutions that there are in force, and keeps private standings of them."""

from django.db import migrations
from django.db.models import F


def put_in_force(apps, schema_editor):
    solutions = apps.get_model("leaderboard", "Solution").objects
    for solution in solutions.select_related("competition"):
        solution.applied_at = solution.created_at
        solution.metric = solution.competition.metric
        solution.metric_options = solution.competition.metric_options
        solution.save()


def keep_private(apps, schema_editor):
    standings = apps.get_model("leaderboard", "Standing").objects
    private = apps.get_model("leaderboard", "PrivateStanding")
    private.objects.bulk_create(
        (
            private(
                competition_id=row.competition_id,
                enrollment_id=row.enrollment_id,
                submission_id=row.submission_id,
                private=row.private_score,
                achieved_at=row.achieved_at,
                entries=row.entries,
            )
            for row in standings.annotate(private_score=F("submission__score__private"))
        ),
        batch_size=2_000,
    )


class Migration(migrations.Migration):
    dependencies = [("leaderboard", "0004_boards_and_rescoring")]

    operations = [
        migrations.RunPython(put_in_force, migrations.RunPython.noop),
        migrations.RunPython(keep_private, migrations.RunPython.noop),
    ]
