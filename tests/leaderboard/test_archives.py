"""Compressed files: what is opened, what is ignored, what is refused."""

import gzip
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.uploads import zipdirectory
from courseops.uploads.head import HEAD_BYTES
from leaderboard.csvfile import Layout, check_head
from leaderboard.problems import FileRefusedError
from tests.leaderboard.solved import Solved

ROWS = b"id,label\n1,0\n2,1\n"
LAYOUT = Layout("id", ("label",), None, 1_000)


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def small(tmp_path) -> Solved:
    """Two ids; an uncompressed file may have 1,000 bytes."""
    return Solved(tmp_path, ROWS, max_bytes=1_000)


GOOD = {
    "gzip": ("a.csv.gz", gzip.compress(ROWS)),
    "gzip by its short name": ("a.gz", gzip.compress(ROWS)),
    "gzip of two parts": ("a.gz", gzip.compress(ROWS[:12]) + gzip.compress(ROWS[12:])),
    "zip": ("a.zip", zipped(("a.csv", ROWS))),
    "zip in capitals": ("A.ZIP", zipped(("A.CSV", ROWS))),
    "stored zip": ("a.zip", zipped(("a.csv", ROWS), method=zipfile.ZIP_STORED)),
    "zip with a folder": ("a.zip", zipped(("run/", b""), ("run/a.csv", ROWS))),
    "zip of a Mac": (
        "a.zip",
        zipped(
            ("__MACOSX/._a.csv", b"x"),
            (".DS_Store", b"x"),
            ("a.csv", ROWS),
            ("run/.hidden/b.csv", b"x"),
        ),
    ),
}


@pytest.mark.parametrize("case", GOOD)
def test_a_compressed_file_is_read(small: Solved, case: str) -> None:
    name, content = GOOD[case]

    assert small.read(content, name) == [[0, 1]]


@pytest.mark.parametrize("case", GOOD)
def test_the_head_of_a_compressed_file_is_fine(case: str) -> None:
    name, content = GOOD[case]

    assert check_head(head=content, file_name=name, layout=LAYOUT) == []


def encrypted() -> bytes:
    content = bytearray(zipped(("a.csv", ROWS)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def damaged(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(8) + content[middle + 8 :]


CUT = (
    "The compressed file stops before its end: the upload or the compression was cut "
    "short. Compress the CSV again and upload it once more."
)
TOO_LARGE = "The uncompressed file is larger than 0.001 MB, the limit here."
BAD = {
    "other ending": (
        "a.txt",
        ROWS,
        (
            "The file's name is `a.txt`; expected a name that ends in .csv, .csv.gz or "
            ".zip."
        ),
    ),
    "gzip named csv": (
        "a.csv",
        gzip.compress(ROWS),
        (
            "The name `a.csv` says plain text, but the content is a gzip file; let its name "
            "end in .gz."
        ),
    ),
    "text named gzip": (
        "a.gz",
        ROWS,
        (
            "The name `a.gz` says a gzip file, but the content is plain text; hand in a "
            "real .gz file, or the plain text with the ending .csv."
        ),
    ),
    "zip named gzip": (
        "a.gz",
        zipped(("a.csv", ROWS)),
        (
            "The name `a.gz` says a gzip file, but the content is a zip archive; let the "
            "name's ending fit."
        ),
    ),
    "gzip cut short": ("a.gz", gzip.compress(ROWS)[:-9], CUT),
    "gzip with a wrong sum": (
        "a.gz",
        gzip.compress(ROWS)[:-8] + bytes(8),
        "The gzip file is damaged; compress the CSV again and upload it once more.",
    ),
    "rubbish behind gzip": (
        "a.gz",
        gzip.compress(ROWS) + b"rubbish",
        "The gzip file is damaged; compress the CSV again and upload it once more.",
    ),
    "gzip in gzip": (
        "a.gz",
        gzip.compress(gzip.compress(ROWS)),
        (
            "The compressed file holds a gzip file; expected a plain CSV inside: compress "
            "the CSV once."
        ),
    ),
    "gzip bomb": ("a.gz", gzip.compress(bytes(50_000_000)), TOO_LARGE),
    "zip bomb": ("a.zip", zipped(("a.csv", b"\n" * 50_000_000)), TOO_LARGE),
    "zip cut short": (
        "a.zip",
        zipped(("a.csv", ROWS))[:-30],
        "The zip archive is damaged; compress the CSV again and upload it once more.",
    ),
    "zip with a wrong sum": (
        "a.zip",
        zipped(("a.csv", ROWS), method=zipfile.ZIP_STORED).replace(b"2,1", b"2,0"),
        "The zip archive is damaged; compress the CSV again and upload it once more.",
    ),
    "zip without a CSV": (
        "a.zip",
        zipped(("a.txt", ROWS)),
        "The zip holds no CSV: found `a.txt`, expected one file ending in .csv.",
    ),
    "empty zip": (
        "a.zip",
        zipped(),
        "The zip holds no CSV: found no file, expected one file ending in .csv.",
    ),
    "zip of folders": (
        "a.zip",
        zipped(("run/", b"")),
        "The zip holds no CSV: found no file, expected one file ending in .csv.",
    ),
    "two CSVs": (
        "a.zip",
        zipped(("a.csv", ROWS), ("b.csv", ROWS)),
        (
            "The zip holds 2 files: found `a.csv`, `b.csv`, expected one CSV and nothing "
            "else."
        ),
    ),
    "path out of the folder": (
        "a.zip",
        zipped(("../a.csv", ROWS)),
        (
            "The zip's member `../a.csv` has a path that leaves the folder; expected a plain "
            "file name."
        ),
    ),
    "path from the root": (
        "a.zip",
        zipped(("/etc/a.csv", ROWS)),
        (
            "The zip's member `/etc/a.csv` has a path that leaves the folder; expected a "
            "plain file name."
        ),
    ),
    "path out of the folder by backslash": (
        "a.zip",
        zipped(("..\\a.csv", ROWS)),
        (
            "The zip's member `..\\a.csv` has a path that leaves the folder; expected a "
            "plain file name."
        ),
    ),
    "encrypted zip": (
        "a.zip",
        encrypted(),
        (
            "The zip's member `a.csv` is encrypted; expected a zip without a password "
            "(accepted: .csv, .csv.gz or .zip)."
        ),
    ),
    "other compression": (
        "a.zip",
        zipped(("a.csv", ROWS), method=zipfile.ZIP_LZMA),
        (
            "The zip's member `a.csv` is compressed by method 14; expected the usual one "
            "(Deflate)."
        ),
    ),
    "plain file too large": ("a.csv", ROWS + b"\n" * 1_000, TOO_LARGE),
}


@pytest.mark.parametrize("case", BAD)
def test_a_wrong_archive_is_refused_with_its_message(small: Solved, case: str) -> None:
    name, content, message = BAD[case]

    assert small.refused(content, name) == [message]


SEEN_AT_ONCE = [
    "other ending",
    "gzip named csv",
    "text named gzip",
    "zip named gzip",
    "gzip cut short",
    "gzip in gzip",
    "encrypted zip",
]


@pytest.mark.parametrize("case", SEEN_AT_ONCE)
def test_some_wrong_archives_are_refused_on_arrival(case: str) -> None:
    name, content, message = BAD[case]

    problems = check_head(head=content[:HEAD_BYTES], file_name=name, layout=LAYOUT)

    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize("name", ["a.csv.gz", "a.zip"])
def test_a_wrong_header_is_seen_through_compression_on_arrival(name: str) -> None:
    rows = b"id,Label\n" + b"1,0\n" * 100_000
    content = gzip.compress(rows) if name.endswith("gz") else zipped(("a.csv", rows))

    (problem,) = check_head(head=content[:HEAD_BYTES], file_name=name, layout=LAYOUT)

    assert problem.message == (
        "Line 1, header: found `Label`, expected `label`: names must match exactly, also "
        "in upper and lower case."
    )


def test_a_bomb_is_not_unpacked_on_arrival() -> None:
    bomb = gzip.compress(b"id,label\n" + bytes(200_000_000))

    assert check_head(head=bomb[:HEAD_BYTES], file_name="a.gz", layout=LAYOUT) == []


def test_a_zip_written_as_a_stream_is_left_to_the_worker(small: Solved) -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    target = Stream()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", ROWS)
    content = target.getvalue()

    assert check_head(head=content, file_name="a.zip", layout=LAYOUT) == []
    assert small.read(content, "a.zip") == [[0, 1]]


def test_a_zip_that_understates_its_size_is_stopped_at_the_limit(small: Solved) -> None:
    rows = ROWS + b"\n" * 100_000
    content = bytearray(zipped(("a.csv", rows)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + offset, len(ROWS))

    (message,) = small.refused(bytes(content), "a.zip")

    assert message in {TOO_LARGE, BAD["zip cut short"][2]}


def test_a_zip_of_countless_files_is_refused_before_it_is_opened(
    small: Solved, monkeypatch
) -> None:
    monkeypatch.setattr(zipdirectory, "_LARGEST", 1_000)
    content = zipped(*((f"{number}.csv", b"") for number in range(100)))

    assert small.refused(content, "a.zip") == [
        "The zip holds thousands of files; expected one CSV."
    ]


def test_damaged_gzip_data_is_refused(small: Solved) -> None:
    content = gzip.compress(ROWS)
    data = content[:10] + b"\xff" * 8 + content[18:]

    assert small.refused(data, "a.gz") == [
        "The gzip file is damaged; compress the CSV again and upload it once more."
    ]


def test_no_temporary_file_stays_behind(small: Solved, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))

    small.read(GOOD["zip"][1], "a.zip")
    small.refused(BAD["gzip bomb"][1], "a.gz")

    assert list(folder.iterdir()) == []


@given(
    kind=st.sampled_from(["a.csv.gz", "a.zip"]),
    damage=st.lists(
        st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 4)), min_size=1
    ),
)
def test_damage_of_any_kind_is_the_files_fault(
    tmp_path_factory, kind: str, damage: list[tuple[float, bytes, int]]
) -> None:
    solved = Solved(tmp_path_factory.getbasetemp(), ROWS)
    content = dict(GOOD.values())[kind]
    for where, put, cut in damage:
        at = round(where * len(content))
        content = content[:at] + put + content[at + cut :]

    check_head(head=content, file_name=kind, layout=LAYOUT)
    try:
        values = solved.read(content, kind)
    except FileRefusedError:
        return
    assert values == [[0, 1]]
