"""Settings of Django and of what the portal stands on."""

from .environment import BASE_DIR, DATA_DIR, allowed_hosts, env, secret_key
from .frontend import *  # noqa: F403
from .logs import LOGGING  # noqa: F401
from .schedule import BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE  # noqa: F401
from .security import *  # noqa: F403
from .servers import *  # noqa: F403
from .sign_in import *  # noqa: F403

SECRET_KEY = secret_key()
ALLOWED_HOSTS = allowed_hosts()

INSTALLED_APPS = [
    "portal",
    "evaluation",
    "volunteers",
    "campaigns",
    "foundation.calendars",
    "foundation.attachments",
    "foundation.imports",
    "foundation.documents",
    "foundation.notifications",
    "foundation.metrics",
    "foundation.jobs",
    "foundation.accounts",
    "foundation.organisations",
    "foundation.audit",
    "foundation.web",
    "foundation.rest",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "foundation.web.guards.ReadableInput",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.web.token_calls.ContentPolicy",
    "foundation.web.token_calls.Sessions",
    "foundation.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "foundation.web.token_calls.Authentication",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.accounts.middleware.IdleTimeout",
    "foundation.accounts.middleware.ChosenScope",
    "foundation.accounts.middleware.SecondFactor",
    "foundation.web.token_calls.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "foundation.web.middleware.RequestFacts",
    "foundation.web.request_log.RequestLog",
    "foundation.web.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.web.context.shell",
                "portal.navigation.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "foundation.web.templatetags.fc",
            ],
        },
    }
]
FORM_RENDERER = "foundation.web.forms.Renderer"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = env.int("EMAIL_PORT", 465)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", True)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "portal@localhost")

# With a token the machine room may read /metrics from elsewhere, and requests are measured.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
if METRICS_TOKEN:
    MIDDLEWARE = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        *MIDDLEWARE,
        "django_prometheus.middleware.PrometheusAfterMiddleware",
    ]

# Address of map tiles with {z}, {x} and {y}; without it maps show drawn areas only.
MAP_TILES = env.str("MAP_TILES", "")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", "")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PARSER_CLASSES": ["foundation.rest.parsers.PlainJSONParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "foundation.rest.pagination.NumberedPages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "foundation.rest.refusals.handler",
    "COERCE_DECIMAL_TO_STRING": True,
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Five Creations Portal",
    "DESCRIPTION": "The API of the Five Creations Portal.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "CheckStateEnum": "evaluation.choices.CheckState",
        "ConsentKindEnum": "campaigns.choices.ConsentKind",
        "CreationTypeEnum": "campaigns.choices.CreationType",
        "DocumentStateEnum": "evaluation.choices.DocumentState",
        "FigureSourceEnum": "campaigns.api.report_shapes.FIGURE_SOURCES",
        "FilingLevelEnum": "campaigns.api.template_shapes.FILING",
        "GroupKindEnum": "campaigns.choices.GroupKind",
        "PartyLevelEnum": "campaigns.choices.PartyLevel",
        "PlanStateEnum": "evaluation.choices.PlanState",
        "ProblemSourceEnum": "evaluation.choices.Source",
        "ProblemStateEnum": "evaluation.choices.ProblemState",
        "SiteStateEnum": "evaluation.choices.SiteState",
        "SupportKindEnum": "campaigns.choices.SupportKind",
        "VersionStateEnum": "evaluation.choices.VersionState",
    },
}
DRF_STANDARDIZED_ERRORS = {"ENABLE_IN_DEBUG_FOR_UNHANDLED_EXCEPTIONS": False}
