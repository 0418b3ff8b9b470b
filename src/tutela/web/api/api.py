"""The interface for programs."""

from __future__ import annotations

from ninja import NinjaAPI

api = NinjaAPI(title="Tutela", version="1", openapi_url="/openapi.json", docs_url=None)
