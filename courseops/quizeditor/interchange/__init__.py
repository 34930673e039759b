"""Quizzes of files of any known format: into the course, and out of it."""
