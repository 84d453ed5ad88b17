"""Django's settings, worked out from the installation's folder and address. There is nothing else to set."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from suluh.ledger.database import settings_of
from suluh.web import home

HERE = Path(__file__).parent
DATA = home.folder()
ADDRESS = urlsplit(home.address())
SAFE = ADDRESS.scheme == "https"  # cookies travel on a safe line only, where there is one

SECRET_KEY = home.secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", ADDRESS.hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [home.address()] if SAFE else []
DATABASES = {"default": settings_of(home.database()) | {"CONN_MAX_AGE": 60}}
USE_TZ, TIME_ZONE = True, "Asia/Jakarta"
LANGUAGE_CODE, LANGUAGES = "id", [("id", "Indonesia"), ("en", "English")]
ROOT_URLCONF = "suluh.web.urls"
WSGI_APPLICATION = "suluh.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "suluh.ledger",
    "suluh.web",
    "suluh.web.jobs",
    "suluh.web.api",
    "suluh.web.partner",
    "suluh.web.reporters",
    "suluh.web.tracks",
    "suluh.web.console",
    "suluh.web.learn",
    "suluh.web.duty",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "suluh.web.organisations",
]
MIDDLEWARE = [
    "suluh.web.headers.security",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "suluh.web.headers.language",
    "allauth.account.middleware.AccountMiddleware",
    "suluh.web.account.idle.timeout",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "suluh.web.tongue.page_words",
            ],
            "builtins": [
                "suluh.web.templatetags.words",
                "suluh.web.templatetags.hours",
                "suluh.web.templatetags.figures",
                "suluh.web.templatetags.menus",
                "suluh.web.learn.templatetags.lessons",
            ],
        },
    }
]

# Who signs in, and how
AUTH_USER_MODEL = "suluh_web.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["suluh.web.account.hashing.Careful"]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "home"
ACCOUNT_ADAPTER = "suluh.web.people.ByInvitation"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# An office comes from one address. Wrong passwords count there, and for one name wherever they come from.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Suluh"
SOCIALACCOUNT_ADAPTER = "suluh.web.organisations.newcomers.Newcomers"
SOCIALACCOUNT_STORE_TOKENS = False  # signing in needs them once
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ADDRESS.hostname in ("localhost", "127.0.0.1")
CACHES = {  # in the database, so that limits hold over all processes and a new start
    "default": {"BACKEND": "suluh.web.account.limits.Cache", "LOCATION": "suluh_cache"}
}

# On the line
SESSION_COOKIE_AGE = 12 * 3600  # a shift and its overtime
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "suluh_sesi", "suluh_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SAFE
SECURE_HSTS_SECONDS = 365 * 86400 if SAFE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

STATIC_URL, STATIC_ROOT = "/static/", DATA / "static"
STATICFILES_DIRS = (HERE.parent / "report" / "groups" / "static",)
_HASHED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {"staticfiles": {"BACKEND": _HASHED if home.is_serving() else _PLAIN}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
