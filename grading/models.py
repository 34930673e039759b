"""What staff decide about marks and letters, and the marks as last recorded.

Pages, exports and explanations derive marks from facts each time; the recorded copy
is what a recompute is compared with, so that a change is counted and dated.
"""

from typing import ClassVar

from django.db import models

from courseops.models import Component, Course, Decision, Enrollment, User


class Mark(models.Model):
    """One student's result for one target, as of the last recompute.

    ``target`` is ``component:SLUG``, ``assignment:SLUG``, ``category:SLUG``, ``total``,
    ``final`` or ``letter``; ``value`` is what the JSON export shows for it.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="marks")
    target = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "target"], name="mark_unique")
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.enrollment_id}"


class Recording(models.Model):
    """When the marks of a course were last recorded, and how many had changed."""

    course = models.OneToOneField(
        Course, models.CASCADE, related_name="recording", primary_key=True
    )
    at = models.DateTimeField()
    changed = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"marks of {self.course_id} as of {self.at:%Y-%m-%d %H:%M:%S}"


class Override(Decision):
    """A value that staff set in place of a computed one (policies.md section 7).

    ``target`` is named as in :class:`Mark`; ``value`` is a number or, for ``letter``,
    a letter. Removing the row restores the computed value.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="overrides")
    target = models.CharField(max_length=100)
    value = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "target"], name="override_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.enrollment_id}: {self.value}"


class Waiver(Decision):
    """A requirement that staff waived for one student.

    ``target`` is an assignment's slug, or ``COMPONENT/code`` for its code hand-in.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="waivers")
    target = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "target"], name="waiver_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} waived for {self.enrollment_id}"


class PublishedCurve(models.Model):
    """The letters of a course as published: never changed, only followed by the next.

    ``curve`` and ``scale`` are the parameters that made them.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="published_curves")
    curve = models.JSONField(null=True)
    scale = models.JSONField()
    policy_version = models.CharField(max_length=12)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"letters of {self.course_id} of {self.at:%Y-%m-%d %H:%M:%S}"


class PublishedLetter(models.Model):
    """One student's final and letter in a published curve."""

    curve = models.ForeignKey(PublishedCurve, models.CASCADE, related_name="letters")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="published_letters"
    )
    final = models.FloatField(null=True)
    letter = models.CharField(max_length=40, null=True)  # noqa: DJ001 - none, not ""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["curve", "enrollment"], name="published_letter_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} for {self.enrollment_id}"


class CutoffDraft(models.Model):
    """Cutoffs that staff try out before they post them."""

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="cutoff_draft", primary_key=True
    )
    cutoffs = models.JSONField()
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of the cutoffs of {self.component_id}"


class ClassChange(models.Model):
    """A change to the whole class's grades: previewed, then applied by a task.

    ``action`` and ``parameters`` say what to do; ``preview`` holds who would change and
    by how much, ``outcome`` what did. Nothing of it is half-applied: the change and the
    marks that follow from it are one transaction.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Previewed"
        QUEUED = "queued", "Queued"
        RUNNING = "running", "Running"
        APPLIED = "applied", "Applied"
        FAILED = "failed", "Failed"
        DISCARDED = "discarded", "Discarded"

    course = models.ForeignKey(Course, models.CASCADE, related_name="class_changes")
    action = models.CharField(max_length=40)
    parameters = models.JSONField()
    reason = models.TextField(blank=True)
    preview = models.JSONField(null=True)
    outcome = models.JSONField(null=True)
    state = models.CharField(max_length=16, choices=State, default=State.PREVIEWED)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} of {self.course_id}: {self.state}"


class NightExport(models.Model):
    """The gradebook of a course as stored one night; ``folder`` is in the storage.

    ``manifest`` lists each file with SHA-256 and rows, and what differs from the night
    before.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="night_exports")
    day = models.DateField()
    at = models.DateTimeField()
    folder = models.CharField(max_length=300)
    manifest = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "day"], name="night_export_unique"
            )
        ]

    def __str__(self) -> str:
        return f"grades of {self.course_id} of {self.day}"


class RegradeRequest(models.Model):
    """A student's request that a component's mark be looked at again.

    ``reply`` is what staff decided in a sentence; ``before`` and ``after`` are the
    student's mark when the request was made and when it was decided (None: pending).
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CHANGED = "changed", "Mark changed"
        KEPT = "kept", "Mark kept"
        WITHDRAWN = "withdrawn", "Withdrawn"

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="regrade_requests"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="regrade_requests"
    )
    opened_at = models.DateTimeField()
    grader = models.ForeignKey(
        Enrollment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="regrades_to_decide",
    )
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    reply = models.TextField(blank=True)
    before = models.FloatField(null=True, blank=True)
    after = models.FloatField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-opened_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"],
                condition=models.Q(state="open"),
                name="regrade_request_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at=None)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="regrade_request_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"regrade of {self.component_id} for {self.enrollment_id}"


class RegradeMessage(models.Model):
    """One contribution to a regrade request; ``for_staff`` ones only staff read."""

    request = models.ForeignKey(RegradeRequest, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()
    for_staff = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"message in {self.request_id}"
