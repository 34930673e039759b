"""What the buttons of a team's page do."""

from collections.abc import Callable, Mapping, Sequence

from courseops.models import Enrollment
from courseops.teaming import forming, inviting, merging
from courseops.teaming.work import Change

Form = Mapping[str, str]


def _create(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    name = form.get("name", "")
    done = forming.create(change=change, student=student, name=name)
    return [f"You hand in as team “{done.team.name}” now.", *done.told]


def _rename(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    name = form.get("name", "")
    found = forming.rename(change=change, student=student, name=name)
    return [f"Your team is called “{found.name}”."]


def _leave(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    forming.leave(change=change, student=student)
    return ["You have left the team and hand in alone."]


def _invite(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    inviting.invite(change=change, student=student)
    return ["The link is ready. Send it to whom you want in your team."]


def _uninvite(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    inviting.withdraw(change=change, student=student)
    return ["The link leads nowhere any more."]


def _ask(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    found = merging.ask(change=change, student=student, into=_key(form, "into"))
    return [f"Team “{found.into.name}” is asked. Any of its members can answer."]


def _withdraw(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    merging.withdraw(change=change, student=student)
    return ["The request is withdrawn."]


def _decline(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    merging.decline(change=change, student=student, merge=_key(form, "merge"))
    return ["The request is declined."]


def _accept(change: Change, student: Enrollment, form: Form) -> Sequence[str]:
    done = merging.accept(change=change, student=student, merge=_key(form, "merge"))
    return [f"You are one team now: “{done.team.name}”.", *done.told]


def _key(form: Form, name: str) -> int:
    """Return the key of a field, 0 (nobody's) for anything that is none."""
    text = form.get(name, "")
    fits = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if fits else 0


ACTS: Mapping[str, Callable[[Change, Enrollment, Form], Sequence[str]]] = {
    "create": _create,
    "rename": _rename,
    "leave": _leave,
    "invite": _invite,
    "uninvite": _uninvite,
    "ask": _ask,
    "withdraw": _withdraw,
    "decline": _decline,
    "accept": _accept,
}
