"""Keeps text from running as a formula in the spreadsheet that opens it."""

# A spreadsheet reads these as the start of a formula too, which defusedcsv leaves.
_WHITE = ("\t", "\r", "\n")
DANGEROUS = ("=", "+", "-", "@", *_WHITE)


def harmless(text: str | None) -> str | None:
    """Mark as text what defusedcsv leaves: a cell that begins with white space."""
    if text and text.startswith(_WHITE):
        return f"'{text}"
    return text
