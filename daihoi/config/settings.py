"""One settings file for every place; what differs comes from the environment.

docs/operations.md has a table of the variables. Nothing here depends on DEBUG.
"""

from importlib.util import find_spec
from pathlib import Path

import django_stubs_ext
from csp.constants import NONE, SELF

from daihoi.config import env, secret
from daihoi.ui.fonts import FONT_FOLDERS

django_stubs_ext.monkeypatch()  # ModelForm[Model] and friends

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(env.text("DAIHOI_DATA") or ROOT / "var").resolve()
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = False
SECRET_KEY = env.text("DAIHOI_SECRET_KEY") or secret.kept_in(DATA / "secret-key")
ALLOWED_HOSTS = env.words("DAIHOI_HOSTS", "localhost,127.0.0.1,[::1]")
HTTPS = env.flag("DAIHOI_HTTPS")
# Where phones in the hall reach this laptop, as `daihoi serve --lan` sets it: no name, no proxy.
DAIHOI_LAN = env.words("DAIHOI_LAN")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

DAIHOI_DEMO = env.flag("DAIHOI_DEMO")
DAIHOI_TODAY = env.day("DAIHOI_TODAY")  # fixes the calendar day, for the demo only
UPLOAD_LIMIT_MB = env.number("DAIHOI_UPLOAD_LIMIT_MB", 50)
DAIHOI_SLIP_DAYS = env.number("DAIHOI_SLIP_DAYS", 14)  # how long a sign-in slip waits for its owner
# Single sign-on (OpenID Connect): on once the provider's address is given.
DAIHOI_OIDC_URL = env.text("DAIHOI_OIDC_URL")
DAIHOI_OIDC_NAME = env.text("DAIHOI_OIDC_NAME", "SSO")
DAIHOI_OIDC_CLAIM = env.text("DAIHOI_OIDC_CLAIM")  # which claim is the username; none: link by hand

# Lowest line first: an app may use those before it, never one after. Tests read this order.
DAIHOI_APPS = [
    "daihoi.base",
    "daihoi.ui",
    "daihoi.audit",
    "daihoi.accounts",
    "daihoi.files",
    "daihoi.notifications",
    "daihoi.live",
    "daihoi.organizations",
    "daihoi.congresses",
    "daihoi.registry",
    "daihoi.approvals",
    "daihoi.documents",
    "daihoi.meetings",
    "daihoi.personnel",
    "daihoi.logistics",
    "daihoi.elections",
    "daihoi.programme",
    "daihoi.news",
    "daihoi.resolutions",
    "daihoi.conduct",
    "daihoi.closing",
    "daihoi.home",
]

INSTALLED_APPS = [
    *DAIHOI_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "template_partials",
    # for developers: refuses two migrations that both want to be next
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "daihoi.base.static_files.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "daihoi.accounts.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "daihoi.accounts.middleware.private_pages",
    "daihoi.accounts.middleware.first_things_first",
    "daihoi.base.middleware.domain_errors",
]

ROOT_URLCONF = "daihoi.config.urls"
ASGI_APPLICATION = "daihoi.config.asgi.application"
WSGI_APPLICATION = "daihoi.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "daihoi.base.context.shell",
            ],
        },
    }
]

DATABASES = {"default": env.database(env.text("DATABASE_URL"), folder=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Sessions and the counts of wrong passwords: 300, the default, would push each other out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = FONT_FOLDERS
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "files"  # never served by URL: the owning app checks every download
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a round's form: people asked, and sections of each unit

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        (
            "UserAttributeSimilarityValidator",
            {"user_attributes": ["username", "full_name", "email"]},
        ),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:first_page"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "daihoi.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PRESERVE_USERNAME_CASING = False  # phones begin a word with a capital
ACCOUNT_FORMS = {
    "login": "daihoi.accounts.forms.SignInForm",
    "change_password": "daihoi.accounts.forms.PasswordChangeForm",
    "set_password": "daihoi.accounts.forms.PasswordSetForm",
    "reauthenticate": "daihoi.accounts.forms.PasswordAgainForm",
}
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before second factors and links change
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds in which nobody is asked for the password again
# A hall of 300 people sits behind one address; the limit per account is what stops guessing.
ACCOUNT_RATE_LIMITS = {
    "login": "400/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
MFA_ADAPTER = "daihoi.accounts.adapter.FactorAdapter"
HAS_PASSKEYS = HTTPS and not DAIHOI_LAN  # browsers know passkeys only over TLS and of a name
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if HAS_PASSKEYS else [])]
MFA_PASSKEY_LOGIN_ENABLED = HAS_PASSKEYS
MFA_TOTP_ISSUER = "daihoi"
MFA_TOTP_TOLERANCE = 1  # clocks of phones and of a laptop without a network drift apart
MFA_RATE_LIMITS = {"webauthn_login": "400/m/ip"}
MFA_FORMS = {
    "authenticate": "daihoi.accounts.forms.FactorForm",
    "reauthenticate": "daihoi.accounts.forms.FactorAgainForm",
    "activate_totp": "daihoi.accounts.forms.FactorAddForm",
    "add_webauthn": "daihoi.accounts.forms.PasskeyAddForm",
    "edit_webauthn": "daihoi.accounts.forms.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "daihoi.accounts.adapter.LinkingAdapter"
# By a link, not a form: the provider's address would have to be in the form-action of the CSP. Who
# makes somebody follow it gains nothing: it leads to the victim's own sign-in at the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": DAIHOI_OIDC_NAME,
                "client_id": env.text("DAIHOI_OIDC_CLIENT_ID"),
                "secret": env.text("DAIHOI_OIDC_SECRET"),
                "settings": {"server_url": DAIHOI_OIDC_URL},
            }
        ]
        if DAIHOI_OIDC_URL
        else [],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# In a hall the laptop speaks TLS itself, and its browser must not refuse http on localhost later.
_BEHIND_PROXY = HTTPS and not DAIHOI_LAN
SECURE_HSTS_SECONDS = 31536000 if _BEHIND_PROXY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _BEHIND_PROXY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "daihoi" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_URL = env.text("EMAIL_URL")  # empty: nothing is sent
DAIHOI_URL = env.address("DAIHOI_URL")  # where links in letters lead, "https://daihoi.example"
vars().update(env.email(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.text("DAIHOI_EMAIL_FROM", "daihoi@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("DAIHOI_LOG_LEVEL", "WARNING")},
}
