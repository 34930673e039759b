"""The demo's projects: teams of students, the rest put together, what each handed in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from courseops.demo import papers
from courseops.demo.histories import dice
from courseops.models import Component, Course, Enrollment, Team
from courseops.teaming import forming, inviting, leftovers
from courseops.teaming.rules import rules_of
from courseops.teaming.work import Change
from courseops.teams import home
from courseops.uploads.staged import Part, Staged
from projects.accepting import accepted
from projects.handing_in import hand_in
from projects.teaming import HandIns, work_of

PROPOSAL, PITCH, REPORT = "proposal", "pitch", "midterm-report"
# By name, whoever made the team first. Those in none are put together: "Group 1".
TEAMS = {
    "Second opinion": ("alice", "niyer", "mfernandez", "hpark"),
    "Loss and found": ("aokonkwo", "bvogel", "crestrepo", "eozturk"),
    "Paper trail": ("fhaddad", "gmarchetti", "isolberg", "jwashington"),
    "Warm start": ("kwojcik", "obello", "qliu", "sgallagher"),
    "Early stoppers": ("vsorokina", "wkamau", "ydemir"),
    "Residual value": ("zhorakova", "abrooks", "clombardi", "dvolkov"),
    "Token gesture": ("enunez", "itraore", "kasante"),
    "Sparse matters": ("lherrera", "mnguyen", "olindgren", "pcardoso"),
    "Null hypothesis": ("qlefevre", "spatel", "tpapadakis"),
    "Broken symmetry": ("ufarooq", "wtsai", "xvargas"),
    "Second epoch": ("ykhoury", "bmonteiro", "cmacleod"),
}
GROUPED = "Group 1"
# What each looks into: a title, and what came out of it.
TOPICS = {
    "Second opinion": ("Which leaf is ill? Plant disease from phone pictures", "91.2 % of the leaves in the field, where a linear probe has 84.0 %"),
    "Loss and found": ("Household sounds on a microcontroller", "a word error of 6.1 % with 48 kB of weights"),
    "Paper trail": ("Reading receipts with a small transformer", "78 % of the totals, 9 points more than rules alone"),
    "Warm start": ("Bicycle counts from weather and calendar", "a mean error of 31 riders an hour, 12 fewer than last week's count"),
    "Early stoppers": ("Typos in scanned census tables", "an F1 of 0.71 on three unseen counties"),
    "Residual value": ("Sign-language digits from a webcam", "96 % of the signs of people it knows, 71 % of others'"),
    "Token gesture": ("Summaries of city council minutes", "summaries that readers prefer in 58 of 100 cases"),
    "Sparse matters": ("Rooftop solar panels in aerial images", "an intersection over union of 0.64"),
    "Null hypothesis": ("How calibrated are small language models?", "an expected calibration error of 0.11, after scaling 0.04"),
    "Broken symmetry": ("Recipes from what is in the fridge", "a recipe that somebody cooked for 4 of 10 fridges"),
    "Second epoch": ("Bees at the entrance of a hive", "nothing yet: the labels are not done"),
    GROUPED: ("Rain from radar, half an hour ahead", "a critical success index of 0.42, persistence has 0.35"),
}  # fmt: skip
# No report came of one; another's last version came after the deadline.
MISSING, TOO_LATE = "Second epoch", "Token gesture"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class _Version:
    """What a team handed in, so long before the deadline."""

    before: timedelta
    files: Mapping[str, bytes]
    links: Sequence[str] = ()
    note: str = ""


def hand_in_projects(
    course: Course, places: Mapping[str, Enrollment], *, seed: int
) -> int:
    """Have teams form, and hand in what was due; return how many versions there are."""
    work = {one.slug: one for one in components(course)}
    _form(home(work[PROPOSAL]), places)
    made = 0
    for component in (work[PROPOSAL], work[REPORT]):
        for name, student in _first_members(work[PROPOSAL]).items():
            rng = dice(seed, component.slug, name)
            for version in _versions(component, name, rng):
                _hand_in(component, student, version)
                made += 1
    return made


def components(course: Course) -> list[Component]:
    """Return the components of the project, knowing their course."""
    rows = Component.objects.filter(assignment__category__slug="project", course=course)
    found = list(rows.select_related("assignment__category"))
    for one in found:
        one.course = course
    return found


def _form(component: Component, places: Mapping[str, Enrollment]) -> None:
    """Let students form teams before the date for it, and put the rest together."""
    closes = rules_of(component).closes
    if closes is None:
        raise ValueError(f"{component} has no date by which teams are formed")
    work = work_of(component)
    for nth, (name, (first, *others)) in enumerate(TEAMS.items()):
        at = closes - 5 * _DAY + 7 * nth * _HOUR
        leads = _change(work, component, places[first], at)
        forming.create(change=leads, student=places[first], name=name)
        invite = inviting.invite(change=leads, student=places[first])
        for other in others:
            joins = _change(work, component, places[other], at + _HOUR)
            forming.join(change=joins, student=places[other], token=invite.token)
    leftovers.group(_change(work, component, None, closes + timedelta(minutes=1)))


def _change(
    work: HandIns, component: Component, who: Enrollment | None, at: datetime
) -> Change:
    actor = who.user if who else None
    return Change(component=component, work=work, actor=actor, at=at)


def _first_members(component: Component) -> Mapping[str, Enrollment]:
    """Return who hands in for each team, by its name: the first who joined it."""
    rows = Team.objects.filter(component=component).prefetch_related(
        "places__enrollment__user", "places__enrollment__track"
    )
    return {
        team.name: min(team.places.all(), key=lambda one: one.pk).enrollment
        for team in rows.order_by("pk")
    }


def _versions(component: Component, name: str, rng: Random) -> Iterator[_Version]:
    title, found = TOPICS[name]
    is_report = component.slug == REPORT
    if is_report and name == MISSING:
        return
    draft, whole = _pages(title, found, is_report=is_report)
    before = _HOUR * rng.uniform(1, 20)
    if rng.random() < 0.5 or name == "Second opinion":
        yield _Version(
            before=before + _DAY * rng.uniform(1, 3),
            files={"draft.pdf": draft},
            note="A first version, so that there is one.",
        )
    files = {"report.pdf" if is_report else "proposal.pdf": whole}
    links: list[str] = []
    if is_report and rng.random() < 0.7:
        size = {"layers": rng.randint(2, 6), "width": rng.choice((64, 128, 256))}
        files["code.zip"] = papers.code(seed=rng.randint(0, 99), **size)
    elif is_report:
        links = [f"https://git.example.org/{title.split()[-1].strip('?').lower()}"]
    yield _Version(before=before, files=files, links=links)
    if is_report and name == TOO_LATE:
        late = {"report-final.pdf": papers.pdf(title=title, paragraphs=[found])}
        note = "With the missing figure; we know that it is late."
        yield _Version(before=-9 * _HOUR, files=late, note=note)


def _pages(title: str, found: str, *, is_report: bool) -> tuple[bytes, bytes]:
    """Return a draft and the whole of a proposal or a report."""
    plan = (
        "We ask whether a model that one person can train in an evening is good enough"
        " here. Today this is done by hand, or by models a hundred times as large."
    )
    rest = [
        (
            "We begin with a baseline that anybody can check, then add one thing at a time."
            " What we measure is fixed before we look at the held-out part."
        ),
        (
            "The data are public. What may go wrong: too few labels, and a shift between the"
            " places where they were collected."
        ),
    ]
    if is_report:
        rest = [
            (
                f"So far: {found}. The first attempt did not train at all; smaller steps and"
                " a warm-up of two epochs helped. All numbers are means of three seeds."
            ),
            (
                "What is left: an ablation of the augmentation, a look at the errors by"
                " group, and the same on data from another year."
            ),
        ]
    first = papers.pdf(title=f"{title} (draft)", paragraphs=[plan])
    return first, papers.pdf(title=title, paragraphs=[plan, *rest])


def _hand_in(component: Component, student: Enrollment, version: _Version) -> None:
    if component.on_time is None:
        raise ValueError(f"{component} has no deadline")
    at = component.on_time - version.before
    hand_in(
        component=component,
        enrollment=student,
        staged=[_staged(component, *file) for file in version.files.items()],
        links=version.links,
        note=version.note,
        actor=student.user,
        at=at,
        now=at,
    )


def _staged(component: Component, name: str, content: bytes) -> Staged:
    part = Part(file_name=name, max_bytes=accepted(component.details).max_bytes)
    part.write(content)
    return part.finish()
