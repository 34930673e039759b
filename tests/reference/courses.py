"""Random courses as course files would have them: small, and hard on the rules."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

# A zone, and a night on which its clocks change.
NIGHTS = (
    ("America/New_York", "2020-11-01"),
    ("America/New_York", "2021-03-14"),
    ("Europe/Berlin", "2020-10-25"),
    ("Europe/Berlin", "2021-03-28"),
    ("Australia/Lord_Howe", "2020-10-04"),
    ("Australia/Lord_Howe", "2021-04-04"),
    ("Asia/Kolkata", "2020-10-10"),
    ("UTC", "2020-12-31"),
)
KINDS = (
    ("competition",) * 9 + ("quiz",) * 4
    + ("parts", "parts", "points", "points", "rubric", "files", "tiers", "attendance")
)  # fmt: skip
LATE = (
    "refuse",
    "slack_or_late",
    "slack_or_late",
    "free_days",
    "percent_per_day",
    "none",
)
SCALE = {"A": 90, "A-": 85, "B": 75, "B-": 65, "C": 50, "F": 0}
CURVES = (
    {"method": "scale"},
    {"method": "quantile", "shares": {"A": 0.25, "B": 0.5, "C": 0.8, "F": 1.0}},
    {"method": "quantile", "shares": {"A": 0.3, "A-": 0.6, "B-": 1}},
    {"method": "zscore", "thresholds": {"A": 1.0, "B": 0.0, "C": -1.0}},
    {"method": "linear", "median_to": 70, "max_to": 100},
    {"method": "add", "mean_to": 80},
    {"method": "add", "mean_to": 40, "cap": 95},
)


class Writer:
    """Writes one random course."""

    def __init__(self, random: Random, slug: str) -> None:
        self.random, self.slug = random, slug
        name, night = random.choice(NIGHTS)
        self.zone, self.zone_name = ZoneInfo(name), name
        self.night = datetime.fromisoformat(night)
        self.is_optimal = False
        self.spenders = 0
        # Some courses are all about slack days: competitions that fall due together.
        self.is_tight = random.random() < 0.35

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def course(self) -> dict:
        """Return a course file as plain values."""
        random = self.random
        document = {
            "course": {
                "slug": self.slug, "code": "R", "title": "Random", "term": "Any",
                "time_zone": self.zone_name,
            },
            "tracks": [{"slug": "t1"}, {"slug": "t2", "without": []}],
        }  # fmt: skip
        if self.is_tight or self.chance(0.8):
            document["slack"] = {"days": random.choice([0, 1, 2, 3, 4, 7])}
            if self.chance(0.35):
                document["slack"] = {"days": random.choice([1, 2, 3, 4])}
                document["slack"]["strategy"] = "optimal"
                self.is_optimal = True
        names = [f"c{number}" for number in range(random.randint(1, 4))]
        document["categories"] = [self.category(name) for name in names]
        document["assignments"] = [
            self.assignment(f"{category['slug']}a{number}", category)
            for category in document["categories"]
            for number in range(random.randint(1, 5))
        ]
        random.shuffle(document["assignments"])
        document["quizzes"] = [
            {"component": one["slug"], "attempts": {"keep": random.choice(["best", "last", "first"])}}
            for entry in document["assignments"]
            for one in entry["components"]
            if one["kind"] == "quiz" and self.chance(0.5)
        ]  # fmt: skip
        self.around(document)
        return document

    def around(self, document: dict) -> None:
        """Add tracks, completion, letters and a curve."""
        random = self.random
        names = [one["slug"] for one in document["categories"]]
        works = [one["slug"] for one in document["assignments"]]
        if self.chance(0.5):
            document["tracks"][1]["without"] = [random.choice([*names[1:], *works])]
        if self.chance(0.6):
            document["completion"] = {
                basis: random.sample(names, random.randint(1, len(names)))
                for basis in ("pass_fail", "audit")
            }
        if self.chance(0.9):
            document["letters"] = {"scale": SCALE, "pass_at": "B-"}
            if self.chance(0.7):
                document["curve"] = dict(random.choice(CURVES))
                if self.chance(0.3):
                    document["curve"]["per_track"] = True
                if self.chance(0.3):
                    document["curve"]["floor"] = "scale"

    def category(self, slug: str) -> dict:
        random = self.random
        category: dict = {"slug": slug, "weight": random.choice([10, 20, 24, 51, 1])}
        if slug != "c0" and self.chance(0.2):
            del category["weight"]
            category["extra_credit"] = random.choice([5, 10])
            if self.chance(0.4):
                category["cap"] = random.choice([100, 105, "none"])
        elif slug != "c0" and self.chance(0.03):
            del category["weight"]
        if self.chance(0.25):
            category["weighting"] = "points"
        rule = random.choice([None, None, "drop_lowest", "keep_best"])
        if rule:
            category[rule] = random.choice([1, 1, 2, 3])
        return category

    def assignment(self, slug: str, category: dict) -> dict:
        random = self.random
        entry: dict = {"slug": slug, "category": category["slug"]}
        drops = "drop_lowest" in category or "keep_best" in category
        if self.chance(0.12):
            entry["weight"] = 0
        elif not drops and self.chance(0.4):
            entry["weight"] = random.choice([2, 12.5, 0.5])
        if category.get("weighting") == "points":
            entry["points"] = random.choice([10, 10, 20, 38, 55])
        if self.chance(0.12):
            entry["extra_credit"] = random.choice([None, 2, 5])
            if self.chance(0.3):
                entry["cap"] = random.choice([100, 103, "none"])
        if self.chance(0.15):
            entry["required"] = True
        several = 1 if self.is_tight else random.choice([1, 1, 1, 2, 3])
        entry["components"] = [self.component(f"{slug}x{n}") for n in range(several)]
        return entry

    def component(self, slug: str) -> dict:
        random = self.random
        kinds = KINDS[:10] if self.is_tight else KINDS
        one: dict = {"slug": slug, "kind": random.choice(kinds)}
        if self.chance(0.4):
            one["weight"] = random.choice([0, 1, 50, 30])
        getattr(self, f"add_{one['kind']}")(one)
        if one["kind"] not in ("quiz", "tiers", "attendance") and self.chance(0.2):
            one["team"] = {"min": 1, "max": 3}
        self.add_dates(one)
        self.add_lateness(one)
        return one

    def add_competition(self, one: dict) -> None:
        random = self.random
        one |= {"metric": "accuracy", "id_column": "id", "target_columns": ["label"]}
        cutoffs = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.3, "F": 0}
        if self.chance(0.3):
            one["metric"] = "levenshtein"
            cutoffs = {"A": 5, "B": 7, "C": 10, "D": 15, "F": 30}
            if self.chance(0.5):
                cutoffs = {"A": 5, "C": 10, "F": 30}
        elif self.chance(0.1):
            one["metric"] = {"name": "accuracy", "direction": "minimize"}
            cutoffs = {"A": 0.1, "B": 0.3, "F": 0.9}
        elif self.chance(0.2):
            one["marks"] = {"A": 100, "A-": 92.5, "B": 80, "C": 60, "D": 40, "F": 0}
            cutoffs = {"A": 0.75, "A-": 0.7, "B": 0.66, "F": 0.1}
        if self.is_tight or self.chance(0.93):
            one["cutoffs"] = cutoffs
        if self.chance(0.6):
            one["bonus"] = random.choice([5, 3, 10])
        if self.chance(0.4):
            one["selection"] = random.choice(["latest", "chosen"])

    def add_quiz(self, one: dict) -> None:
        pass

    def add_parts(self, one: dict) -> None:
        one["parts"] = self.random.choice([4, 10, 7])

    def add_points(self, one: dict) -> None:
        one["points"] = self.random.choice([60, 9, 38])

    def add_rubric(self, one: dict) -> None:
        one["criteria"] = [{"slug": "k1", "points": 5}, {"slug": "k2", "points": 7.5}]

    def add_files(self, one: dict) -> None:
        one["graded"] = "percent"

    def add_tiers(self, one: dict) -> None:
        one["points"] = 4
        one["tiers"] = [
            {"share": 0.25, "points": 4}, {"share": 0.5, "points": 3},
            {"share": 0.75, "points": 2}, {"share": 1, "points": 1},
        ]  # fmt: skip

    def add_attendance(self, one: dict) -> None:
        one["sessions"] = ["2020-10-01", "2020-10-02"]

    def moment(self, around: datetime) -> datetime:
        """Return a local time that exists in the zone."""
        random = self.random
        clock = random.choice([86399, 86399, 64859, 64800, 3600, 5400, 9000])
        moment = around + timedelta(seconds=clock)
        aware = moment.replace(tzinfo=self.zone, fold=1)
        shown = aware.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None)
        return moment if shown == moment else around + timedelta(seconds=86399)

    def add_dates(self, one: dict) -> None:
        random = self.random
        if one["kind"] != "competition" and self.chance(0.25):
            return
        day = self.night + timedelta(days=random.choice([-4, -2, -1, 0, 0, 1, 3]))
        on_time = self.moment(day)
        one["on_time"] = self.written(on_time)
        if self.chance(0.5):
            before = self.moment(day - timedelta(days=random.choice([1, 2, 3])))
            one["early"] = self.written(before)
        if self.is_tight or self.chance(0.6):
            after = self.moment(day + timedelta(days=random.choice([1, 2, 4, 10])))
            one["late"] = self.written(after)
        if one["kind"] == "competition" and self.chance(0.3):
            after = self.moment(day + timedelta(days=random.choice([0, 2, 5])))
            one["code"] = self.written(after)

    def written(self, moment: datetime) -> str:
        if moment.second == 59 and self.chance(0.7):
            is_day = (moment.hour, moment.minute) == (23, 59)
            return f"{moment:%Y-%m-%d}" if is_day else f"{moment:%Y-%m-%d %H:%M}"
        return f"{moment:%Y-%m-%d %H:%M:%S}"

    def add_lateness(self, one: dict) -> None:
        random = self.random
        kind = random.choice(LATE[1:4] if self.is_tight else LATE)
        if one["kind"] == "quiz" and self.chance(0.8):
            kind = "refuse"
        if kind in ("slack_or_late", "free_days") and self.is_optimal:
            self.spenders += 1
            kind = "percent_per_day" if self.spenders > 3 else kind
        policy = {"kind": kind, **self.rates(kind)}
        if self.chance(0.3):
            policy["early_factor"] = random.choice([0.9, 0.5, 0])
        if kind == "refuse":
            one.pop("late", None)
        if kind == "free_days" and self.chance(0.6) and one["kind"] == "competition":
            one["selection"] = "latest"
        if len(policy) > 1 or kind != "refuse":
            one["late_policy"] = policy
        if kind in ("slack_or_late", "free_days") and self.chance(0.15):
            one["slack"] = False

    def rates(self, kind: str) -> dict:
        """Return the numbers of a late policy."""
        random = self.random
        if kind == "slack_or_late":
            return {"late_factor": random.choice([0.9, 0.8, 1.0, 0.5])}
        if kind == "free_days":
            return {"per_extra_day": random.choice([0.25, 0.1, 0.5])}
        if kind != "percent_per_day":
            return {}
        return {
            "per_day": random.choice([0.1, 0.15, 0.3]),
            "of": random.choice(["possible", "mark"]),
            "floor": random.choice([0, 0, 30, 50]),
            "max_days": random.choice([None, None, 0, 1, 3]),
        }
