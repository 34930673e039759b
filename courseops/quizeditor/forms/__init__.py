"""The forms of the quiz editor: what is typed is judged by the course file's grammar."""
