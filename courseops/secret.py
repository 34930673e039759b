"""The site's secret key, made once and kept beside its data."""

import os
import secrets
from pathlib import Path


def load_or_create_secret(path: Path) -> str:
    """Return the key in *path*, writing a fresh one there (mode 0600) the first time.

    Two processes starting at once agree on one key: the file is complete before
    it gets its name, and only the first one gets to name it.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
