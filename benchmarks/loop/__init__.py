"""The grading rules once more: a plain loop over students, dicts and lists.

Written from docs/policies.md alone, slowly and obviously: what the product computes over
columns is checked against it, and timed next to it. :func:`report.graded` is the way in.
"""
