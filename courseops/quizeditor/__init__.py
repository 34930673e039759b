"""Makes quizzes in the browser: what is saved is what a course file could say."""
