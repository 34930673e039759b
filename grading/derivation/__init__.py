"""How a mark came about, as data and as sentences (policies.md section 9).

Everything is read off the gradebook's columns; nothing is computed a second way.
Numbers in the sentences are exact, so following them by hand gives the mark.
"""

from grading.derivation.component import component_steps
from grading.derivation.levels import assignment_steps, category_steps, total_steps
from grading.derivation.steps import Step

__all__ = [
    "Step",
    "assignment_steps",
    "category_steps",
    "component_steps",
    "total_steps",
]
