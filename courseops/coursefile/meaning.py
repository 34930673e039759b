"""What the grammar cannot say: references, orders, and rules between keys."""

from courseops.coursefile.findings import Findings
from courseops.coursefile.shapes import Json


def check(document: Json, findings: Findings) -> None:
    """Add every error and warning that *document*, as far as it is read, deserves."""
