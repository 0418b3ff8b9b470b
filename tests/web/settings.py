"""Settings of the tests: the site's own, on data that is thrown away."""

from __future__ import annotations

import os
import tempfile

os.environ["TUTELA_DATA_DIR"] = tempfile.mkdtemp(prefix="tutela-test-")
# Playwright keeps an event loop in the thread of the tests, beside which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in ("TUTELA_ADDRESS", "TUTELA_MAIL_URL", "TUTELA_DEMO", "TUTELA_UPLOAD_LIMIT", "TUTELA_TIME_ZONE"):
    os.environ.pop(name, None)

from tutela.web.settings import *  # noqa: E402, F403
from tutela.web.settings import STORAGES  # noqa: E402

# Argon2 takes its time on purpose; the tests sign in thousands of times. One test checks that the site uses Argon2.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
AXES_ENABLED = False  # switched on by the tests of the throttle
STATIC_ROOT.mkdir()  # noqa: F405
