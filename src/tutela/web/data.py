"""Where the site keeps what people gave it: one folder, so that one backup has it all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The folder of the database, the uploads and the secret key: TUTELA_DATA_DIR, or the platform's data folder."""
    folder = Path(os.environ.get("TUTELA_DATA_DIR") or platformdirs.user_data_dir("tutela"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions and links; made at the first start, readable by the server's account alone."""
    file = folder / "secret-key"
    if not file.exists():
        draft = folder / f".secret-key-{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        # Two processes may start at once: the first one to link its draft wins, and the other reads that.
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
