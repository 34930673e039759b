"""Quizzes: questions, attempts, their scores."""
