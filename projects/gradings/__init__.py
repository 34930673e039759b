"""Rubrics that staff fill: who grades what, what each gave, and what counts."""
