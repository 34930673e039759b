"""A file comes in once, hashed, whole or not at all."""

import errno
import hashlib
import os
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, encode_multipart
from django.urls import path
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from courseops.uploads import intake
from courseops.uploads.refusals import RefusalError

LINES = b"id,label\n" + b"".join(b"%d,%d\n" % (n, n % 71) for n in range(50_000))


def _request(parts: dict, body: bytes | None = None):
    body = encode_multipart(BOUNDARY, parts) if body is None else body
    return RequestFactory().generic(
        "POST", "/", body, content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )


def _file(content: bytes, name: str = "predictions.csv") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def _parts() -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "incoming").glob("*"))


def _receive(request, max_bytes: int = 10**9):
    with intake.receiving(request, max_bytes=max_bytes) as incoming:
        staged = incoming.staged()
        content = staged.path.read_bytes() if staged.path.exists() else None
    return staged, content


def test_file_arrives_whole_with_its_hash_and_size():
    staged, content = _receive(_request({"file": _file(LINES)}))

    assert content == LINES
    assert staged.sha256 == hashlib.sha256(LINES).hexdigest()
    assert staged.size == len(LINES)
    assert staged.head == LINES[:65536]
    assert staged.file_name == "predictions.csv"


def test_other_fields_arrive_beside_the_file():
    request = _request({"note": "third try", "file": _file(LINES)})

    with intake.receiving(request, max_bytes=10**9) as incoming:
        incoming.staged()

    assert request.POST["note"] == "third try"


def test_only_the_first_file_of_the_field_is_kept():
    request = _request({"other": _file(b"x"), "file": [_file(b"one"), _file(b"two")]})

    with intake.receiving(request, max_bytes=10**9) as incoming:
        staged = incoming.staged()

        assert staged.path.read_bytes() == b"one"
        assert _parts() == [staged.path]


def test_file_at_the_limit_is_taken():
    staged, content = _receive(_request({"file": _file(b"x" * 1000)}), max_bytes=1000)

    assert not staged.too_large
    assert content == b"x" * 1000


def test_bytes_beyond_the_limit_are_counted_and_not_stored():
    request = _request({"file": _file(b"x" * 3_000_000), "note": "after it"})

    staged, content = _receive(request, max_bytes=1000)

    assert staged.too_large
    assert staged.size == 3_000_000
    assert content is None
    assert request.POST["note"] == "after it"


def test_what_was_not_placed_is_removed():
    _receive(_request({"file": _file(LINES)}))

    assert _parts() == []


def _view_that_fails(request):
    with intake.receiving(request, max_bytes=10**9) as incoming:
        incoming.staged()
        raise ZeroDivisionError


def test_part_file_is_removed_when_the_view_fails():
    with pytest.raises(ZeroDivisionError):
        _view_that_fails(_request({"file": _file(LINES)}))

    assert _parts() == []


def test_request_without_a_file_is_refused():
    with pytest.raises(RefusalError) as refused:
        _receive(_request({"note": "nothing else"}))

    assert refused.value.code == "no_file"
    assert refused.value.status == 400


def test_upload_that_breaks_off_is_refused_and_leaves_nothing():
    whole = encode_multipart(BOUNDARY, {"file": _file(LINES)})
    request = _request({}, body=whole[: len(whole) // 2])

    with pytest.raises(RefusalError) as refused:
        _receive(request)

    assert refused.value.code == "no_file"
    assert _parts() == []


def test_connection_that_is_reset_is_refused_and_leaves_nothing():
    class Reset(BytesIO):
        def read(self, size=-1):
            if self.tell() > 100_000:
                raise ConnectionResetError
            return super().read(min(size, 65536))

    body = encode_multipart(BOUNDARY, {"file": _file(LINES)})
    request = _request({}, body=body)
    request.environ["wsgi.input"] = Reset(body)
    request._stream = Reset(body)

    with pytest.raises(RefusalError) as refused:
        _receive(request)

    assert refused.value.code == "no_file"
    assert _parts() == []


def test_request_that_is_no_form_is_refused():
    request = RequestFactory().post(
        "/", b"x", content_type="multipart/form-data; boundary=ü"
    )

    with pytest.raises(RefusalError) as refused:
        _receive(request)

    assert refused.value.code == "unreadable"


def test_unwritable_disk_is_refused_as_ours_and_leaves_nothing():
    Path(settings.MEDIA_ROOT).parent.mkdir(parents=True, exist_ok=True)
    Path(settings.MEDIA_ROOT).write_text("a file where the folder should be")

    with pytest.raises(RefusalError) as refused:
        _receive(_request({"file": _file(LINES)}))

    assert refused.value.code == "storage"
    assert refused.value.status == 507


def test_full_disk_is_refused_as_ours_after_the_request_was_read():
    """The limit on this process's files is as hard as a full disk's."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    request = _request({"file": _file(LINES), "note": "after it"})
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(RefusalError) as refused:
            _receive(request)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert refused.value.code == "storage"
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.EFBIG
    assert request.POST["note"] == "after it"
    assert _parts() == []


def test_placed_file_is_below_the_folder_under_a_random_name():
    with intake.receiving(
        _request({"file": _file(LINES)}), max_bytes=10**9
    ) as incoming:
        place = incoming.staged().place(folder="submissions/7")

    assert place.startswith("submissions/7/")
    assert "predictions" not in place
    assert place.endswith(".csv")
    assert (Path(settings.MEDIA_ROOT) / place).read_bytes() == LINES
    assert _parts() == []


def test_removed_part_cannot_be_placed():
    with intake.receiving(
        _request({"file": _file(LINES)}), max_bytes=10**9
    ) as incoming:
        staged = incoming.staged()
    with pytest.raises(RefusalError) as refused:
        staged.place(folder="submissions/7")

    assert refused.value.code == "storage"
    assert list(Path(settings.MEDIA_ROOT).glob("submissions/7/*")) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("scores.csv", "scores.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\alice\\scores.csv", "scores.csv"),
        ("two\nlines\x00.csv", "two lines .csv"),
        ("gpj\u202evsc.csv", "gpj vsc.csv"),
        ("   ", "unnamed"),
        ("预测.csv", "预测.csv"),
    ],
)
def test_file_name_is_made_safe_to_show(given, shown):
    assert intake.display_name(given) == shown


def test_long_file_name_keeps_its_ending():
    shown = intake.display_name("x" * 500 + ".csv.gz")

    assert len(shown) == 200
    assert shown.endswith(".csv.gz")


def test_file_on_disk_is_staged_like_an_upload(tmp_path):
    source = tmp_path / "predictions.csv"
    source.write_bytes(LINES)

    with intake.staging(source, max_bytes=10**9) as staged:
        assert staged.path.read_bytes() == LINES
        assert staged.sha256 == hashlib.sha256(LINES).hexdigest()

    assert source.read_bytes() == LINES
    assert _parts() == []


def test_only_stale_parts_are_removed():
    folder = Path(settings.MEDIA_ROOT) / "incoming"
    folder.mkdir(parents=True)
    old, young = folder / "old.part", folder / "young.part"
    for part in (old, young):
        part.write_bytes(b"x")
    now = datetime.now(UTC)
    yesterday = (now - timedelta(days=1, minutes=1)).timestamp()
    os.utime(old, (yesterday, yesterday))

    removed = intake.remove_stale_parts(before=now - timedelta(days=1))

    assert removed == 1
    assert _parts() == [young]


@csrf_exempt
def _page(request):
    with intake.receiving(request, max_bytes=10**9) as incoming:
        return _protected(request, incoming)


@csrf_protect
def _protected(request, incoming):
    return HttpResponse(incoming.staged().sha256)


def test_csrf_is_checked_after_the_handler_stands(settings):
    settings.ROOT_URLCONF = __name__
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "t" * 32

    refused = client.post("/", {"file": _file(LINES)})
    taken = client.post("/", {"file": _file(LINES), "csrfmiddlewaretoken": "t" * 32})

    assert refused.status_code == 403
    assert taken.status_code == 200
    assert taken.content.decode() == hashlib.sha256(LINES).hexdigest()
    assert _parts() == []


urlpatterns = [path("", _page)]
