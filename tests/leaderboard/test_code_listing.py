"""The files of code are listed, whatever the archive."""

import gzip
import io
import json
import stat
import tarfile
import zipfile
from hashlib import sha256

import pytest
from django.conf import settings

from leaderboard.code import archive, listing
from leaderboard.code.content import content
from leaderboard.models import CodeFile, CodeHandIn
from tests.leaderboard.pages import now

MODEL = b"print('hello')\n"


def zipped(**members) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.get("files", {}).items():
            archive.writestr(name, data)
    return held.getvalue()


def tarred(files, **header) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz", format=header.pop("format", 1)) as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            for key, value in header.items():
                setattr(member, key, value)
            tar.addfile(member, io.BytesIO(data))
    return held.getvalue()


@pytest.fixture
def hand_in(competition, alice):
    """Hand in a file as it is, list it, and return what it holds by name."""

    def stored(name, data) -> dict[str, str]:
        folder = settings.MEDIA_ROOT / "code"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{CodeHandIn.objects.count()}"
        path.write_bytes(data)
        handin = CodeHandIn.objects.create(
            component=competition.component,
            enrollment=alice,
            received_at=now(),
            path=f"code/{path.name}",
            file_name=name,
            sha256=sha256(data).hexdigest(),
            size=len(data),
        )
        assert listing.list_waiting(at=now()) == 1
        handin.refresh_from_db()
        assert handin.listed_at is not None
        return dict(handin.files.values_list("name", "sha256"))

    return stored


def held(name, data) -> str:
    return content(name=name, pieces=[data]).sha256


# --- What a file holds --------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"a = 1\nb = 2",
        b"a = 1\r\nb = 2\r\n",
        b"a = 1\rb = 2\r",
        b"\xef\xbb\xbfa = 1  \nb = 2\t\n\n \n",
    ],
)
def test_line_ends_do_not_tell_python_files_apart(data):
    assert held("x.py", data) == held("y.PY", b"a = 1\nb = 2\n")


@pytest.mark.parametrize("data", [b" a = 1\nb = 2", b"a = 1\n\nb = 2", b"a = 1\nB = 2"])
def test_everything_else_does(data):
    assert held("x.py", data) != held("x.py", b"a = 1\nb = 2")


def notebook(*sources, outputs=()) -> bytes:
    cells = [{"cell_type": "markdown", "source": ["anything"]}]
    cells += [
        {"cell_type": "code", "source": source, "outputs": list(outputs)}
        for source in sources
    ]
    return json.dumps({"cells": cells}).encode()


def test_of_a_notebook_its_code_cells_count():
    one = notebook("import numpy\n", ["x = 1 \n", "y = 2"])
    other = notebook("import numpy", "x = 1\r\ny = 2", outputs=["a picture"])

    assert held("a.ipynb", one) == held("b.ipynb", other)
    assert held("a.ipynb", one) != held("a.ipynb", notebook("import numpy"))


@pytest.mark.parametrize(
    "data",
    [b"", b"no JSON", b"[]", b"{}", b'{"cells": 3}', b'{"cells": [{}]}', b"[" * 10**5],
)
def test_what_is_no_notebook_is_its_bytes(data):
    assert held("a.ipynb", data) == sha256(data).hexdigest()


# --- Archives -----------------------------------------------------------------


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, 1, tarfile.PAX_FORMAT])
def test_a_tar_is_listed_by_its_files(hand_in, form):
    long = f"code/{'x' * 90}/{'y' * 60}.py"
    files = {"model.py": MODEL, long: b"y", "data.bin": bytes(700), "empty": b""}

    found = hand_in("code.tar.gz", tarred(files, format=form))

    assert found == {name: held(name, data) for name, data in files.items()}


def test_a_zip_is_listed_by_its_files(hand_in):
    files = {"model.py": MODEL, "src/data.bin": b"\r\n", "src/": b""}
    left = {"__MACOSX/model.py": b"", ".git/x": b"x", "a/__pycache__/b.pyc": b"c"}

    found = hand_in("CODE.ZIP", zipped(files=files | left))

    assert found == {
        "model.py": held("model.py", MODEL),
        "src/data.bin": held("data.bin", b"\r\n"),
    }


@pytest.mark.parametrize("name", ["model.py", "report.pdf"])
def test_another_file_is_itself(hand_in, name):
    assert hand_in(name, MODEL) == {name: held(name, MODEL)}


def test_links_and_devices_are_passed_over(hand_in):
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for name, kind in (("l", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", b"3")):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
    link = zipfile.ZipInfo("link.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert hand_in("code.tar.gz", archive.getvalue()) == {}
    assert hand_in("code.zip", zipped(files={link: "/etc/passwd"})) == {}


def encrypted() -> bytes:
    data = bytearray(zipped(files={"model.py": MODEL}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def broken_sum() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("model.py", MODEL)
    return archive.getvalue().replace(MODEL, MODEL.upper(), 1)


# Archives hold the time at which they were made: what a case is called does not.
UNLISTABLE = {
    "no zip": ("code.zip", b"no zip"),
    "a zip cut off": ("code.zip", zipped(files={"model.py": MODEL})[:-30]),
    "an encrypted zip": ("code.zip", encrypted()),
    "a zip whose sum is wrong": ("code.zip", broken_sum()),
    "a zip that leads up": ("code.zip", zipped(files={"../model.py": MODEL})),
    "a zip that leads to the root": ("code.zip", zipped(files={"/etc/x.py": MODEL})),
    "a zip that leads to a drive": ("code.zip", zipped(files={"C:\\x.py": MODEL})),
    "2001 files in a zip": (
        "code.zip",
        zipped(files={f"{n}.py": b"" for n in range(2001)}),
    ),
    "no gzip": ("code.tar.gz", b"no gzip"),
    "no tar": ("code.tar.gz", gzip.compress(b"no tar" * 1000)),
    "zeros": ("code.tar.gz", gzip.compress(bytes(100))),
    "a tar cut off": ("code.tar.gz", tarred({"model.py": MODEL})[:-20]),
    "a tar that leads up": ("code.tar.gz", tarred({"../model.py": MODEL})),
    "2001 files in a tar": (
        "code.tar.gz",
        tarred({f"{n}.py": b"" for n in range(2001)}),
    ),
    "a tar that ends in a file": (
        "code.tar.gz",
        gzip.compress(gzip.decompress(tarred({"a": b"x" * 600}))[:900]),
    ),
}


@pytest.mark.parametrize(("name", "data"), UNLISTABLE.values(), ids=UNLISTABLE)
def test_what_cannot_be_looked_into_is_listed_as_itself(hand_in, name, data):
    assert hand_in(name, data) == {name: sha256(data).hexdigest()}


@pytest.mark.parametrize("bound", ["LARGEST_FILE", "LARGEST_WHOLE"])
@pytest.mark.parametrize(
    "pack", [lambda f: ("a.zip", zipped(files=f)), lambda f: ("a.tar.gz", tarred(f))]
)
def test_bombs_end_the_listing(hand_in, monkeypatch, bound, pack):
    monkeypatch.setattr(archive, bound, 1_000_000)
    name, data = pack({"zeros.py": bytes(3_000_000)})
    assert len(data) < 10_000

    assert hand_in(name, data) == {name: sha256(data).hexdigest()}


def test_names_are_safe_to_show_and_told_apart(hand_in):
    files = {"a\u202eb.py": b"1", "a b.py": b"2", f"{'x/' * 200}y.py": b"3"}

    found = hand_in("code.zip", zipped(files=files))

    assert len(found) == 3
    assert all("\u202e" not in name and len(name) <= 300 for name in found)


# --- The worker ---------------------------------------------------------------


def test_a_worker_that_ends_leaves_the_archive_as_itself(hand_in, monkeypatch):
    def end(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "files", end)
    with pytest.raises(KeyboardInterrupt):
        hand_in("code.zip", zipped(files={"model.py": MODEL}))

    assert [row.name for row in CodeFile.objects.all()] == ["code.zip"]
    assert listing.list_waiting(at=now()) == 0


def test_a_file_that_is_gone_ends_nothing(competition, alice, caplog):
    CodeHandIn.objects.create(
        component=competition.component,
        enrollment=alice,
        received_at=now(),
        path="gone",
        file_name="gone.py",
        size=1,
    )

    assert listing.list_waiting(at=now()) == 1
    assert "could not be read" in caplog.text
    assert CodeFile.objects.get().name == "gone.py"
