"""How the questions of a quiz did: difficulty, discrimination, what was answered."""
