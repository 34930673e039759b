"""The code behind submissions: taken in, tied to one of them, compared."""
