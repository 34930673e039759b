"""Taking part in class: attendance, on-call lectures, study groups."""
