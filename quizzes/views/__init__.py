"""Pages of quizzes: taking them, making them, looking at how they went."""
