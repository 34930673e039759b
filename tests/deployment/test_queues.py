"""Every task has a queue that a worker takes from, and the clock knows its tasks."""

from celery.schedules import crontab
from django.conf import settings

from courseops.celery import app
from courseops.serve.stack import WORKER_QUEUES
from tests.deployment.test_structure import SERVICES


def _queue(task: str) -> str:
    routed = app.amqp.router.route({}, task)
    return str(routed["queue"].name)


def test_workers_take_from_every_queue_that_tasks_go_to() -> None:
    app.loader.import_default_modules()
    ours = [
        name for name in app.tasks if name.split(".")[0] in {"leaderboard", "grading"}
    ]

    assert {_queue(name) for name in ours} == set(WORKER_QUEUES.split(","))
    assert WORKER_QUEUES in SERVICES["worker"]["command"]


def test_nights_have_a_queue_of_their_own() -> None:
    assert _queue("grading.export_due") == _queue("grading.export_night") == "exports"


def test_the_clock_starts_tasks_that_there_are() -> None:
    app.loader.import_default_modules()

    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks


def test_nights_are_looked_at_every_full_hour() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["export-nights"]

    assert entry["schedule"] == crontab(minute=0)
