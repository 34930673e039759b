"""Random classes for a course: facts at every boundary that its rules know."""

from random import Random

from benchmarks.loop.course import lacks

DAY = 24 * 3600
LOGINS = (
    "ada",
    "bob",
    "cem",
    "dot",
    "eve",
    "fay",
    "gil",
    "hal",
    "ivy",
    "jon",
    "kim",
    "liv",
)


class Facts:
    """Makes the facts of one class in the form of :mod:`benchmarks.loop.facts`."""

    def __init__(self, random: Random, course: dict) -> None:
        self.random, self.course = random, course
        self.facts: dict[str, list[dict]] = {
            name: []
            for name in (
                "roster", "submissions", "attempts", "results", "handins", "extensions",
                "caps", "choices", "overrides", "waivers", "teams",
            )
        }  # fmt: skip
        self.number = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def made(self) -> dict[str, list[dict]]:
        """Return the facts of a random class."""
        random = self.random
        for login in LOGINS[: random.randint(3, len(LOGINS))]:
            self.facts["roster"].append(
                {
                    "login": login,
                    "track": random.choice(["t1", "t1", "t2"]),
                    "basis": random.choice(["letter"] * 5 + ["pass_fail", "audit"]),
                    "role": "student",
                    "status": "dropped" if self.chance(0.1) else "active",
                }
            )
        students = [one["login"] for one in self.facts["roster"]]
        self.add_teams(students)
        for component in self.course["components"]:
            add = {"competition": self.add_submissions, "quiz": self.add_attempts}
            way = add.get(component["kind"], self.add_result)
            share = random.choice([0, 0.3, 0.7, 0.9, 0.9])
            for login in students:
                if self.chance(share):
                    way(login, component)
                self.add_decisions(login, component)
        for student in self.facts["roster"]:
            self.add_overrides(student["login"], student["track"])
        return self.facts

    def boundaries(self, component: dict) -> list[int]:
        """Return the seconds at which a rule of a component turns."""
        on_time = component["on_time"]
        if on_time is None:
            return [1604300000, 1604300000 + DAY]
        days = [on_time + number * DAY for number in (0, 1, 2, 3, 5, 8)]
        others = [component[name] for name in ("early", "late", "code")]
        return [*days, on_time - DAY, *[one for one in others if one is not None]]

    def instant(self, component: dict) -> int:
        """Return a second at, just beside or between boundaries."""
        random = self.random
        edge = random.choice(self.boundaries(component))
        if self.chance(0.2):
            return edge + random.randint(-3 * DAY, 3 * DAY)
        return edge + random.choice([-1, 0, 1])

    def score(self, component: dict) -> float:
        random = self.random
        cutoffs = component.get("cutoffs") or {"A": 0.7, "F": 0.1}
        if self.chance(0.3):
            return float(random.choice(list(cutoffs.values())))
        low, high = sorted((cutoffs["A"], cutoffs["F"]))
        spread = high - low
        if self.chance(0.3):
            return round(
                low + spread * random.choice([0.25, 0.5, 0.75, 1.05, -0.02]), 6
            )
        return random.uniform(max(0.0, low - 0.3 * spread), high + 0.3 * spread)

    def add_submissions(self, login: str, component: dict) -> None:
        seen = [self.score(component) for _ in range(2)]
        for _ in range(self.random.choice([1, 1, 2, 3, 6])):
            self.number += 1
            score = (
                self.random.choice(seen) if self.chance(0.2) else self.score(component)
            )
            self.facts["submissions"].append(
                {
                    "login": login, "component": component["slug"],
                    "received_at": self.instant(component), "score": score,
                    "submission": f"r{self.random.randint(0, 9)}-{self.number}",
                }
            )  # fmt: skip
        if component["code"] is not None and self.chance(0.6):
            at = component["code"] + self.random.choice([-DAY, -1, 0, 1, DAY])
            self.facts["handins"].append(
                {"login": login, "component": component["slug"], "received_at": at}
            )
        mine = [
            row["submission"]
            for row in self.facts["submissions"]
            if (row["login"], row["component"]) == (login, component["slug"])
        ]
        chooses = component["selection"] == "chosen" and not component["for_teams"]
        if chooses and self.chance(0.5):
            chosen = self.random.sample(
                mine, min(len(mine), self.random.choice([1, 2]))
            )
            self.facts["choices"].append(
                {"login": login, "component": component["slug"], "submissions": chosen}
            )

    def add_attempts(self, login: str, component: dict) -> None:
        instants = {
            self.instant(component) for _ in range(self.random.choice([1, 1, 2, 3]))
        }
        for at in sorted(instants):
            questions = self.random.choice([5, 10, 3])
            self.facts["attempts"].append(
                {
                    "login": login, "quiz": component["slug"],
                    "correct": self.random.randint(0, questions),
                    "questions": questions, "received_at": at,
                }
            )  # fmt: skip

    def add_result(self, login: str, component: dict) -> None:
        random, kind = self.random, component["kind"]
        most = {
            "parts": lambda: component["parts"],
            "points": lambda: component["points"],
            "rubric": lambda: 12.5,
            "tiers": lambda: 30,
        }.get(kind, lambda: 100)()
        score = random.choice([0, most, most / 2, round(random.uniform(0, most), 2)])
        if kind == "tiers":
            score = float(random.randint(-3, 6))
        self.facts["results"].append(
            {
                "login": login, "component": component["slug"], "score": score,
                "received_at": self.instant(component) if self.chance(0.6) else None,
            }
        )  # fmt: skip

    def add_decisions(self, login: str, component: dict) -> None:
        random, slug = self.random, component["slug"]
        if self.chance(0.12):
            way = random.choice(["days", "days", "until", "excuse"])
            row: dict = {"login": login, "component": slug}
            if component["on_time"] is None:
                way = "excuse"
            if way == "days":
                row["days"] = random.choice([1, 2, 3, 7])
            elif way == "until":
                shift = random.choice([1, 3600, DAY, 2 * DAY + 1, 30000])
                row["until"] = component["on_time"] + shift
            else:
                row["excuse"] = True
            self.facts["extensions"].append(row)
        if component["spends"] and component["late"] is not None and self.chance(0.2):
            row = {"login": login, "component": slug, "days": random.choice([0, 1, 2])}
            self.facts["caps"].append(row)

    def add_overrides(self, login: str, track: str) -> None:
        random, course = self.random, self.course
        works = [
            one
            for one in course["assignments"]
            if not lacks(course, track, one["slug"], one["category"])
        ]
        kinds = [
            one["slug"] for one in course["categories"]
            if not lacks(course, track, one["slug"])
        ]  # fmt: skip
        if works and kinds and self.chance(0.25):
            name = random.choice(["component", "component", "assignment", "category", "total", "final", "letter"])  # fmt: skip
            if name == "letter" and not self.course["scale"]:
                return
            places = {
                "component": [
                    part["slug"] for one in works for part in one["components"]
                ],
                "assignment": [one["slug"] for one in works],
                "category": kinds,
            }
            target, value = name, random.choice([0.0, 55.5, 100.0, 88.25])
            if name in places:
                target = f"{name}:{random.choice(places[name])}"
            if name == "letter":
                value = random.choice(list(self.course["scale"]))
            self.facts["overrides"].append(
                {"login": login, "target": target, "value": value}
            )
        for one in (part for work in works for part in work["components"]):
            if one["code"] is not None and self.chance(0.1):
                slug = f"{one['slug']}/code"
                self.facts["waivers"].append({"login": login, "slug": slug})
        if works and self.chance(0.1):
            slug = random.choice(works)["slug"]
            self.facts["waivers"].append({"login": login, "slug": slug})

    def add_teams(self, students: list[str]) -> None:
        if len(students) < 4 or self.chance(0.5):
            return
        joint = [one["slug"] for one in self.course["components"] if one["for_teams"]]
        groups = [("", students[:2]), ("", students[2:4])]
        if joint and self.chance(0.5):
            groups.append((self.random.choice(joint), students[1:4]))
        for number, (component, members) in enumerate(groups):
            self.facts["teams"] += [
                {"team": f"g{number}", "login": login, "component": component}
                for login in members
            ]

    def instants(self, count: int) -> list[int]:
        """Return instants of the term at which to judge, the last after everything."""
        received = [
            row["received_at"]
            for name in ("submissions", "attempts", "results", "handins")
            for row in self.facts[name]
            if row["received_at"] is not None
        ]
        ends = [
            one[name]
            for one in self.course["components"]
            for name in ("early", "on_time", "late", "code")
            if one[name] is not None
        ]
        edges = [*received, *ends] or [1604300000]
        some = self.random.choices(edges, k=count - 1)
        last = max(edges) + 30 * DAY
        return [*(one + self.random.choice([-1, 0, 1]) for one in some), last]
