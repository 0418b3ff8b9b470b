"""The entry of the web server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
application = get_wsgi_application()

from tutela.web.site.register import the_register  # noqa: E402

# Read before the server divides into processes: they share it, and the first reader need not wait.
the_register()
