"""Quizzes in the formats of other systems, to and from the course file's entries.

Reading gives documents, as the course file has them under ``quizzes:``, and notes of
what they cannot express; writing takes such documents. Neither knows a database.
"""
