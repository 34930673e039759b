"""The grammar as JSON Schema, for editors that complete and check course files.

``python -m courseops.coursefile.editors > docs/course-file.schema.json`` writes it.
"""

import json
import sys

from courseops.coursefile.grammar import COURSE_FILE
from courseops.coursefile.shapes import Json


def json_schema() -> Json:
    """Return the JSON Schema (2020-12) of a course file.

    It knows the keys and what each takes; what holds between keys is judged at
    loading.
    """
    definitions: dict[str, Json] = {}
    top = COURSE_FILE.schema(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Course file",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")
