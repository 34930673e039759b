"""Scoring everything anew out of sight, before a new solution or metric counts.

A run measures every kept file of a competition by a draft (:mod:`leaderboard.drafts`).
What it finds is applied as a whole, or discarded.
"""
