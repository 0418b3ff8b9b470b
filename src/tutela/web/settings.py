"""Settings of the site, from the environment; docs/operations.md names each variable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from tutela.web.data import data_folder, secret_key

HERE = Path(__file__).resolve().parent
DATA = data_folder()

# The address under which people reach the site. On this machine alone (the default) plain HTTP is right; anywhere else
# cookies travel over HTTPS only.
ADDRESS = os.environ.get("TUTELA_ADDRESS", "").rstrip("/")
_HOST = urlsplit(ADDRESS).hostname or ""
IS_LOCAL = _HOST in ("", "localhost", "127.0.0.1", "::1")

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([_HOST] if _HOST else [])]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
ROOT_URLCONF = "tutela.web.urls"
WSGI_APPLICATION = "tutela.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
IS_DEMO = bool(os.environ.get("TUTELA_DEMO"))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "tutela.web.audit",
    "tutela.web.accounts",
    "tutela.web.workspaces",
    "tutela.web.jobs",
    "tutela.web.documents",
    "tutela.web.assessments",
    "tutela.web.review",
    "tutela.web.comparing",
    "tutela.web.publishing",
    "tutela.web.searching",
    "tutela.web.understand",
    "tutela.web.api",
    "tutela.web.library",
    "tutela.web.subjects",
    "tutela.web.discovery",
    "tutela.web.cataloguing",
    "tutela.web.batches",
    "tutela.web.exchange",
    "tutela.web.circulation",
    "tutela.web.news",
    "tutela.web.terminology",
    "tutela.web.help",
    "tutela.web.site",
]

MIDDLEWARE = [
    "tutela.web.help.no_trace.help_pages_leave_no_trace",  # first: it holds for whatever answers
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tutela.web.site.middleware.own_forms_have_an_origin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "tutela.web.site.middleware.private_pages_are_not_stored",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tutela.web.site.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tutela.web.site.templatetags.register",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA / 'tutela.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers do not wait for the worker (WAL), and a writer waits its turn instead of failing in the middle.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }

MEDIA_ROOT = DATA / "files"
PAGE_PICTURES = DATA / "pictures"
"""Pictures of pages, which can be made again."""

UPLOAD_LIMIT = int(os.environ.get("TUTELA_UPLOAD_LIMIT", "100")) * 1_000_000
"""Bytes of one uploaded file, at most."""
UPLOAD_FILES = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * UPLOAD_FILES  # a few too many are told so on the page of documents
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "tutela.web.documents.upload_guard.UploadGuard",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_TEMP_DIR = None

HELP_SWITCH = DATA / "help-is-public"
"""A file that is there while the help pages are public, so that pages which ask the database nothing can tell."""

READING_MEMORY = 2_000_000_000
"""Bytes of memory that the process which reads a file may have."""
READING_SECONDS = 900
"""Seconds that the reading of one file may take (a long scan read by Tesseract takes minutes)."""
PICTURE_SECONDS = 30

# --- jobs ---------------------------------------------------------------------------------------------------------

JOBS = {
    "assess": "tutela.web.assessments.running.run",
    "library-import": "tutela.web.batches.running.run",
    "library-subjects": "tutela.web.subjects.indexing.run",
    "read": "tutela.web.documents.intake.read_waiting",
    "library-harvest": "tutela.web.exchange.harvest_job.run",
    "help-links": "tutela.web.help.link_check.run",
}
"""What each kind of job calls, with the job and its progress."""

# --- accounts -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "tutela.web.accounts.backend.EmailBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "workspaces:list"
LOGOUT_REDIRECT_URL = "understand:home"
PASSWORD_RESET_TIMEOUT = 24 * 3600

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "tutela.web.accounts.views.sign_in_refused"
AXES_USERNAME_FORM_FIELD = "username"
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_VERBOSE = False
AXES_HANDLER = "tutela.web.accounts.throttle.Throttle"
AXES_CLIENT_IP_CALLABLE = "tutela.web.accounts.throttle.address_of"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False

AUDIT_DAYS = int(os.environ.get("TUTELA_AUDIT_DAYS", "365"))
"""Days that an entry of the audit log is kept."""

# Without a mail server, letters (confirmation, new password) are laid into this folder and shown on the terminal.
_MAIL = urlsplit(os.environ.get("TUTELA_MAIL_URL", ""))
HAS_MAIL = bool(_MAIL.hostname)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if HAS_MAIL else "tutela.web.accounts.outbox.OutboxBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "localhost", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_TLS = _MAIL.scheme == "smtp+tls"
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TUTELA_MAIL_FROM", f"tutela@{_HOST or 'localhost'}")

# --- languages ----------------------------------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TUTELA_TIME_ZONE", "UTC")
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["tutela.web.formats"]

# --- safety -------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tutela.web.site.views.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if not IS_LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- files of the site itself -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"silence": {"()": "tutela.web.help.no_trace.Silence"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["silence"]}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False},
        "tutela": {"handlers": ["terminal"], "level": "INFO", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]  # plain HTTP on localhost
