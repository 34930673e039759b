"""Takes in a file of scores, all or nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction

from courseops import audit
from courseops.models import Component, Result, User
from courseops.scores.changes import Change, Plan, Scored, What
from courseops.scores.planning import VERB, SentBy, plan_scores, refuse_strangers

BATCH = 5_000


class ChangedMeanwhileError(Exception):
    """The file would no longer change what was shown. ``plan`` is what it would now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the scores were changed meanwhile")
        self.plan = plan


@transaction.atomic
def import_scores(
    *,
    component: Component,
    data: bytes,
    actor: User | None,
    at: datetime,
    source: str = "",
    seen: str | None = None,
    sent_by: SentBy | None = None,
) -> Plan:
    """Make the scores of *component* what the file says, and tell what changed.

    Who is not in the file keeps theirs; an empty score clears. *source* names the file
    in the record; *seen* is the fingerprint of the plan that somebody looked at and
    agreed to; *sent_by* tells what the export for Canvas holds.

    Raises DataFileError with every problem or where nobody is known, and ChangedMeanwhileError where the plan is
    another one than *seen*; nothing is written then.
    """
    # Locked, so that two imports follow one another.
    Component.objects.select_for_update().get(pk=component.pk)
    plan = plan_scores(component=component, data=data, at=at, sent_by=sent_by)
    refuse_strangers(plan)
    if seen is not None and seen != plan.fingerprint:
        raise ChangedMeanwhileError(plan)
    if plan.applied:
        _write(component, plan.applied)
        audit.record(
            course=component.course,
            actor=actor,
            verb=VERB,
            target=f"component:{component.slug}",
            before={"scores": {one.login: _shown(one.before) for one in plan.applied}},
            after={
                "format": plan.format,
                "counts": {str(what): plan.counts[what] for what in What},
                "scores": {one.login: _shown(one.after) for one in plan.applied},
                **_made(plan),
            },
            why=source,
            at=at,
        )
    return plan


def _write(component: Component, changes: list[Change]) -> None:
    cleared = [one.enrollment for one in changes if one.after is None]
    Result.objects.filter(component=component, enrollment_id__in=cleared).delete()
    Result.objects.bulk_create(
        [
            Result(
                component=component,
                enrollment_id=one.enrollment,
                score=one.after.score,
                received_at=one.after.received_at,
            )
            for one in changes
            if one.after is not None
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["component", "enrollment"],
        update_fields=["score", "received_at"],
    )


def _made(plan: Plan) -> dict[str, str]:
    """Return when the file was made, so that an older one is known later."""
    made = plan.downloaded
    return {} if made is None else {"downloaded": made.isoformat()}


def _shown(scored: Scored | None) -> Any:
    if scored is None:
        return None
    received = scored.received_at
    return {
        "score": scored.score,
        "received_at": f"{received:%Y-%m-%dT%H:%M:%SZ}" if received else None,
    }
