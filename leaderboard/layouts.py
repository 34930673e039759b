"""The columns that files are read by: those of the solution in force.

A course file may declare other columns under scores. They count once everything is
scored by a version that was prepared with them; until then uploads go on as before.
"""

import json
from dataclasses import replace

from leaderboard.csvfile import Layout
from leaderboard.models import Competition, Solution
from leaderboard.selectors.competitions import solution_in_force

_FILE = "layout.json"


def write(*, solution: Solution, layout: Layout) -> None:
    """Keep the columns that *solution* is prepared with. Raises OSError."""
    columns = {
        "id_column": layout.id_column,
        "target_columns": layout.target_columns,
        "weight_column": layout.weight_column,
    }
    (solution.path / _FILE).write_text(json.dumps(columns))


def layout_of(*, solution: Solution, competition: Competition) -> Layout:
    """Return the columns that *solution* reads files by, with the size limit of now.

    Where a version does not tell, those that the competition declares.
    """
    declared = competition.layout
    try:
        known = json.loads((solution.path / _FILE).read_text())
    except FileNotFoundError:
        return declared
    return replace(
        declared,
        id_column=known["id_column"],
        target_columns=tuple(known["target_columns"]),
        weight_column=known["weight_column"],
    )


def layout_in_force(*, competition: Competition) -> Layout:
    """Return the columns that uploads have now; before a solution those declared."""
    solution = solution_in_force(competition=competition)
    if solution is None:
        return competition.layout
    return layout_of(solution=solution, competition=competition)
