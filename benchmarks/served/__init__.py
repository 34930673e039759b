"""Sites of our own, run as processes, to measure what only a whole product shows."""
