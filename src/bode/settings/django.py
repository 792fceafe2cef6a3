"""Django's settings, all of them from the environment (see `environment.py`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from .attachments import storage_for
from .environment import Mode, load

ENVIRONMENT = load(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "bode.processes.urls"
ASGI_APPLICATION = "bode.processes.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
    "bode.background",
    "bode.privacy",
    "bode.organisations",
    "bode.rulebook",
    "bode.licensing",
    "bode.outbox",
    "bode.conversations",
    "bode.desk",
    "bode.broadcasts",  # before automation: who sends their code gets no word of welcome
    "bode.automation",
    "bode.reports",
    "bode.monitor",
    "bode.intake",
    "bode.web",
    "bode.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bode.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bode.web.mfa.RequireSecondFactor",
    "bode.web.desk.moved.LeadOn",
    "bode.web.errors.NoNullCharacters",
    "bode.web.errors.WrongMethod",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["bode.web.templatetags.worlds"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bode.web.context.everywhere",
            ],
        },
    },
]


def _database(url: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url) if url else {}
    known = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "bode.organisations.database",
        "NAME": parts.get("dbname", "bode"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "") or ""),
        "OPTIONS": {
            # One pool for a process: under ASGI each request has a thread of its own, and a
            # connection for each thread would mean a new connection for each request. With the
            # database away, a request is told so after this many seconds.
            "pool": {"min_size": 1, "max_size": 20, "timeout": 3},
            **{key: value for key, value in parts.items() if key not in known},
        },
        # After a restart of the database no request gets a connection that has died meanwhile.
        "CONN_HEALTH_CHECKS": True,
        # Tests share one database with the processes they start, which must see their rows.
        "TEST": {"NAME": f"test_{parts.get('dbname', 'bode')}"},
    }


DATABASES = {"default": _database(ENVIRONMENT.database_url)}

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "bode.web.accounts.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people come by invitation, not by signing up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # Bode writes to nobody whom it does not know
PASSWORD_RESET_TIMEOUT = 3600  # seconds; as `organisations.passwords` says in the mail
ACCOUNT_ADAPTER = "bode.web.accounts.InvitationOnly"
ACCOUNT_FORMS = {
    "login": "bode.web.account_forms.SignIn",
    "reauthenticate": "bode.web.account_forms.ConfirmByPassword",
    "change_password": "bode.web.account_forms.ChangePassword",
    "reset_password": "bode.web.account_forms.ForgottenPassword",
    "reset_password_from_key": "bode.web.account_forms.NewPassword",
}
# Wrong passwords count against the account that they are for. An office has one address for all
# of its people, so an address is stopped only at what no office does.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key,100/m/ip"}
# The proxy adds the visitor's address at the end of X-Forwarded-For; what stands before it is the
# visitor's own story.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.mode is Mode.PRODUCTION else 0
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Bode"
MFA_ADAPTER = "bode.web.accounts.SecondFactor"
MFA_FORMS = {
    "authenticate": "bode.web.account_forms.SecondStep",
    "reauthenticate": "bode.web.account_forms.ConfirmByCode",
    "activate_totp": "bode.web.account_forms.ActivateSecondStep",
}
SECOND_FACTOR_REQUIRED = ENVIRONMENT.mode is Mode.PRODUCTION
DEMO = ENVIRONMENT.mode is Mode.DEMO  # the sign-in names the invented accounts

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
API_PREFIX = "/api/"  # programs, which say in each call which language they want
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": storage_for(ENVIRONMENT.media_bucket),
    "staticfiles": {"BACKEND": "bode.web.static_files.VersionedAddresses"},
}
WHITENOISE_USE_FINDERS = True

CRISIS_PAGES = ENVIRONMENT.data_dir / "crisis"
MEDIA_ROOT = ENVIRONMENT.data_dir / "media"  # outside any web root: served by views alone

_secure = ENVIRONMENT.mode is Mode.PRODUCTION
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = f"bode_session_{ENVIRONMENT.port}"
CSRF_COOKIE_NAME = f"bode_csrf_{ENVIRONMENT.port}"
CSRF_FAILURE_VIEW = "bode.web.errors.forged"
SESSION_COOKIE_AGE = 10 * 3600  # a working day
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes: 100,000 consents come in one body
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

ADDRESS = ENVIRONMENT.address
if server := ENVIRONMENT.mail_server:
    EMAIL_HOST, EMAIL_PORT = server.host, server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = server.user, server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = server.implicit_tls, server.starttls
    EMAIL_TIMEOUT = 20  # seconds
    DEFAULT_FROM_EMAIL = server.sender
SENDS_MAIL = server is not None

GRAPH_URL = ENVIRONMENT.graph_url
DIALOG360_URL = ENVIRONMENT.dialog360_url
NOTIFY_URL = ENVIRONMENT.notify_url
CITIZEN_MAIL_SERVER = ENVIRONMENT.citizen_mail_server
TARIFFS = ENVIRONMENT.tariffs
CITIZEN_BURST = ENVIRONMENT.citizen_burst
SEND_FIGURES = ENVIRONMENT.send_figures
TEMPLATE_FIGURES = ENVIRONMENT.template_figures
ENCRYPTION_KEYS = ENVIRONMENT.encryption_keys

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
LOGGING_CONFIG = None  # structlog is set up by the processes
