"""How fast the workers are when all waits at once: what one scoring limit is set beside."""

import http.client
import shutil
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.rush.course import SLUG, read_keys
from benchmarks.rush.load import CSRF, HOST
from benchmarks.rush.processes import used
from benchmarks.rush.waiting import until_settled
from tests.stack.product import Product


def drained_after_a_stop(product: Product, folder: Path) -> Mapping[str, float]:
    """Hold the workers, queue every submission again, let go, and time them.

    Kept predictions are removed first, so that each file is read as at the first time.
    Returns how many submissions, the seconds, and the workers' CPU seconds.
    """
    ((number,),) = product.rows(
        "SELECT count(*) FROM leaderboard_submission WHERE state = ?", "scored"
    )
    shutil.rmtree(product.folder / "media" / "sidecars", ignore_errors=True)
    product.signal_worker(signal.SIGSTOP)
    try:
        _queue_all(product, folder)
        before = used(product)["worker"]
    finally:
        product.signal_worker(signal.SIGCONT)
    began = time.time()
    until_settled(product)
    ended = time.time()
    return {
        "files": number,
        "seconds": ended - began,
        "cpu": used(product)["worker"] - before,
    }


def _queue_all(product: Product, folder: Path) -> None:
    """Have the TA queue all again, as the monitor does."""
    keys = read_keys(folder / "keys.json")["tess"]
    connection = http.client.HTTPConnection(HOST, product.port, timeout=300)
    connection.request(
        "POST",
        f"/courses/{SLUG}/submissions/rescore/",
        urlencode({"csrfmiddlewaretoken": CSRF}),
        {
            "Cookie": f"sessionid={keys.session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    status = connection.getresponse().status
    connection.close()
    assert status == 302, status
