"""Competitions: upload, scoring, leaderboard."""
