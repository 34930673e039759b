"""Quizzes from Canvas, Moodle and files, and back."""
