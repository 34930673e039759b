"""What belongs together within one component."""

from itertools import pairwise

from courseops.coursefile.document import components_of, records
from courseops.coursefile.findings import Findings, Path, listed
from courseops.coursefile.grammar_late import SPENDING
from courseops.coursefile.normal import late_kind, metric_name
from courseops.coursefile.shapes import Json
from leaderboard.metrics.catalogue import CATALOGUE, Choice, WholeNumber

USAGE = "Usage"
# What stands beside the quizzes in their addresses.
QUIZ_PAGES = frozenset({"accommodations", "import"})
# The metrics of numbers and of texts: a solution for them has no classes.
NO_CLASSES = frozenset(
    {
        "rmse",
        "rmsle",
        "mae",
        "weighted_mae",
        "r2",
        "pearson",
        "spearman",
        "levenshtein",
        "levenshtein_normalised",
        "cer",
        "wer",
    }
)


def check(document: Json, findings: Findings) -> None:
    """Add what is wrong or odd between the keys of each component."""
    _check_reviewed(document, findings)
    for path, component in components_of(document):
        _check_team(component.get("team", {}), (*path, "team"), findings)
        _check_files(component.get("files", {}), (*path, "files"), findings)
        _check_lateness(component, "slack" in document, path, findings)
        _check_tiers(component, (*path, "tiers"), findings)
        _check_sessions(component, path, findings)
        if component.get("kind") == "quiz" and component.get("slug") in QUIZ_PAGES:
            name = component["slug"]
            findings.error((*path, "slug"), f'no quiz is called "{name}": a page is')
        if component.get("kind") == "competition":
            _check_metric(component, path, findings)
            _check_columns(component, path, findings)


def _check_reviewed(document: Json, findings: Findings) -> None:
    """Warn where peers review what nobody hands in."""
    handed_in = {
        component.get("slug"): component.get("kind") == "files" or "files" in component
        for _, component in components_of(document)
    }
    for path, component in components_of(document):
        of = component.get("of")
        if isinstance(of, str) and not handed_in.get(of, True):
            findings.warn(
                (*path, "of"), f'"{of}" takes no files: there is nothing to review'
            )


def _check_metric(component: Json, path: Path, findings: Findings) -> None:
    metric = component.get("metric")
    name = metric_name(component)
    if name is None:
        return
    entry = CATALOGUE[name]
    place = (*path, "metric")
    given = metric if isinstance(metric, dict) else {}
    for key in given:
        if key not in ("name", "direction", *entry.options):
            takes = (
                f"it takes {listed(list(entry.options))}"
                if entry.options
                else ("it takes no options")
            )
            findings.error((*place, key), f"{name} has no option {key}: {takes}")
    for key, option in entry.options.items():
        example = _needed(option)
        if example is not None and (*place, key) not in findings.lines:
            findings.error(
                place, f"{name} needs {key}: {{name: {name}, {key}: {example}}}"
            )
    _check_targets(component, name, path, findings)
    _check_rows(component, name, path, findings)


def _check_targets(component: Json, name: str, path: Path, findings: Findings) -> None:
    """Check that the metric has a meaning for that many target columns."""
    columns = len(component.get("target_columns", ()))
    if columns < 2:
        return
    if CATALOGUE[name].one_column:
        findings.error(
            (*path, "target_columns"), f"{name} takes one target column, not {columns}"
        )
    metric = component["metric"]
    k = metric.get("k") if isinstance(metric, dict) else None
    if isinstance(k, int) and k >= columns:
        findings.warn(
            (*path, "metric", "k"),
            f"with {columns} columns, {k} guesses are always right",
        )


def _check_rows(component: Json, name: str, path: Path, findings: Findings) -> None:
    """Check the direction, the weights and the split that a metric is used with."""
    entry, metric = CATALOGUE[name], component["metric"]
    given = metric if isinstance(metric, dict) else {}
    outer, inner = component.get("direction"), given.get("direction")
    if entry.direction is None and not (outer or inner):
        findings.error(path, f"direction is required for {name}: maximize or minimize")
    if outer and inner and outer != inner:
        findings.error(
            (*path, "direction"), f"{outer} contradicts the metric's {inner}"
        )
    if entry.weighted and "weight_column" not in component:
        findings.error(path, f"weight_column is required for {name}")
    may_weigh = entry.weighted or entry.may_weigh
    if not may_weigh and "weight_column" in component:
        findings.error((*path, "weight_column"), f"{name} takes no weights")
    has_no_classes = name in NO_CLASSES or given.get("reads") in ("numbers", "texts")
    if has_no_classes and (component.get("split") or {}).get("stratify"):
        findings.error(
            (*path, "split", "stratify"),
            f"{name} compares no classes, so there is no share of them to keep",
        )


def _needed(option: WholeNumber | Choice) -> str | None:
    """Return an example of an option that has to be given, None for another."""
    if isinstance(option, WholeNumber):
        return "5"
    return option.words[0] if option.required else None


def _check_columns(component: Json, path: Path, findings: Findings) -> None:
    columns: list[tuple[Path, Json]] = [
        ((*path, key), component[key])
        for key in ("id_column", "weight_column")
        if key in component
    ]
    targets = component.get("target_columns", ())
    columns += [
        ((*path, "target_columns", index), name) for index, name in enumerate(targets)
    ]
    seen = set()
    for place, name in columns:
        if name == USAGE:
            findings.error(place, f"{USAGE} is the solution's own column")
        elif name in seen:
            findings.error(place, f'the column "{name}" is named twice')
        if isinstance(name, str):
            seen.add(name)


def _check_team(team: Json, path: Path, findings: Findings) -> None:
    least, most = team.get("min", 1), team.get("max", 1)
    if least > most:
        findings.error((*path, "min"), f"{least} is more than max {most}")
    if "leftovers" not in team:
        return
    if most == 1:
        findings.warn((*path, "leftovers"), "with max 1 there is nobody to be put with")
    elif "form_by" not in team:
        findings.warn(
            (*path, "leftovers"), "without form_by nobody is put together by itself"
        )


def _check_files(files: Json, path: Path, findings: Findings) -> None:
    accepted = files.get("accept")
    for index, wanted in enumerate(files.get("required", ())):
        if accepted is not None and isinstance(wanted, str) and wanted not in accepted:
            findings.error(
                (*path, "required", index), f"{wanted} is not among what accept takes"
            )


def _check_lateness(
    component: Json, has_slack: bool, path: Path, findings: Findings
) -> None:
    kind = late_kind(component)
    if kind == "refuse" and "late" in component:
        findings.warn((*path, "late"), "late_policy refuse takes nothing after on_time")
    if kind is not None and kind not in SPENDING and component.get("slack") is True:
        findings.warn((*path, "slack"), f"late_policy {kind} spends no slack days")
    if kind == "free_days" and not has_slack:
        findings.warn((*path, "late_policy"), "the course has no slack days to be free")


def _check_tiers(component: Json, path: Path, findings: Findings) -> None:
    tiers = list(records(component.get("tiers")))
    full = component.get("points")
    for index, tier in tiers:
        if full is not None and tier.get("points", 0) > full:
            findings.error(
                (*path, index, "points"), f"{tier['points']} is more than all {full}"
            )
    for (_, first), (index, second) in pairwise(tiers):
        if {"share"} <= first.keys() & second.keys() and (
            second["share"] <= first["share"]
        ):
            findings.error(
                (*path, index, "share"),
                f"{second['share']} is not above {first['share']}; shares are"
                " cumulative",
            )
        if {"points"} <= first.keys() & second.keys() and (
            second["points"] > first["points"]
        ):
            findings.error(
                (*path, index, "points"),
                f"{second['points']} is more than the better tier's {first['points']}",
            )
    if tiers and tiers[-1][1].get("share", 1) != 1:
        findings.error(
            (*path, tiers[-1][0], "share"),
            f"the last share is {tiers[-1][1]['share']}, not 1",
        )


def _check_sessions(component: Json, path: Path, findings: Findings) -> None:
    sessions = component.get("sessions", ())
    for index, day in enumerate(sessions):
        if isinstance(day, str) and day in sessions[:index]:
            findings.error((*path, "sessions", index), f"{day} is named twice")
    missed = component.get("allow_missed", 0)
    if sessions and missed >= len(sessions):
        findings.warn(
            (*path, "allow_missed"), f"{missed} of {len(sessions)} may all be missed"
        )
