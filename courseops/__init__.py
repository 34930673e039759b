"""Course Ops: runs a machine-learning course from upload to letter."""

from courseops.celery import app as celery_app

__all__ = ["celery_app"]
