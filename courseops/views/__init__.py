"""The pages outside the apps: courses, roster, API tokens."""
