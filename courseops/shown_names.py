"""Names that people choose and others read: of themselves, of their teams."""

import unicodedata


def normalise(text: str) -> str:
    """Return *text* in one spelling: NFKC, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fault(name: str, *, called: str, shortest: int, longest: int) -> str:
    """Return why a normalised *name* is no readable one, empty if it is.

    *called* begins the sentence about its length: A nickname.
    """
    if not shortest <= len(name) <= longest:
        return f"{called} has {shortest} to {longest} characters; this has {len(name)}."
    for character in name:
        # Control and format characters can hide or reverse the text around them.
        if unicodedata.category(character)[0] == "C" or character in "<>":
            return (
                "Use letters, digits, spaces and ordinary signs only; U+"
                f"{ord(character):04X} is none of them."
            )
    if not any(character.isalnum() for character in name):
        return "Use at least one letter or digit."
    return ""
