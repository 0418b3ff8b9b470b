"""What the built-in web server logs (gunicorn), with the same silence about help pages and visitors."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger

from tutela.web.help.no_trace import Silence


class SilentLogger(Logger):  # type: ignore[misc]
    """Gunicorn's own, without an access log and without addresses in its lines on errors."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(Silence())

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nobody's visit is written down, whatever the settings say."""
