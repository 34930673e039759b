"""The gradebook as Parquet, for data frames; needs pyarrow."""

from datetime import datetime
from typing import Any

from grading.exports import MissingLibraryError
from grading.exports.machine import generated_at
from grading.exports.table import Holds, columns, rows
from grading.policy.book import Gradebook


def write(book: Gradebook, *, as_of: datetime | None, final: bool) -> bytes:
    """Return the columns of the CSV with their types, in full precision.

    The course, ``generated_at`` and ``policy_version`` are in the schema's metadata.
    Raises MissingLibraryError without pyarrow.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 few sites have it
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise MissingLibraryError(
            "Parquet needs pyarrow, which is not installed:"
            " pip install --require-hashes -r requirements-parquet.txt"
        ) from error
    types: dict[Holds, Any] = {
        Holds.TEXT: pa.string(),
        Holds.MARK: pa.float64(),
        Holds.DAYS: pa.int64(),
        Holds.WORDS: pa.list_(pa.string()),
    }
    shape = columns(book.plan)
    schema = pa.schema(
        [(column.name, types[column.holds]) for column in shape],
        metadata={
            "course": book.plan.slug,
            "generated_at": generated_at(book, as_of) or "",
            "policy_version": book.plan.policy_version,
        },
    )
    cells = list(zip(*rows(book, final=final), strict=True)) or [()] * len(shape)
    arrays = [
        pa.array(values, type=field.type)
        for values, field in zip(cells, schema, strict=True)
    ]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), sink)
    written: bytes = sink.getvalue().to_pybytes()
    return written
