"""Sign-in: accounts, lockout, the second factor."""

from .environment import env

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # the portal mails by itself; the library keeps no second copy of addresses
ACCOUNT_ADAPTER = "foundation.accounts.adapter.PortalAccountAdapter"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SESSION_REMEMBER = True  # the cookie lives as long as the idle timeout
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Wrong passwords are counted by django-axes; what is counted here are wrong one-time codes.
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login_failed": "5/5m/key", "login": "300/m/ip"}

AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", 5)
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "foundation.accounts.lockout.answer"
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_RESET_ON_SUCCESS = True
# Every sign-in, refused or not, is kept (安全日志); the night forgets what is older than the law wants it.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 1_000_000_000
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", 0) or None

# Where the portal is reached, for links that are written outside a request.
PORTAL_URL = env.str("PORTAL_URL", "").rstrip("/") or f"http://127.0.0.1:{env.str('PORT', '8000') or '8000'}"

# Everybody may set up a one-time code beside the password; where this is on, administrators have to.
SECOND_FACTOR = env.bool("SECOND_FACTOR", env.bool("HTTPS", False))
MFA_ADAPTER = "foundation.accounts.second_factor.PortalMFAAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "foundation.accounts.second_factor_forms.SignInCode",
    "reauthenticate": "foundation.accounts.second_factor_forms.ConfirmingCode",
    "activate_totp": "foundation.accounts.second_factor_forms.FirstCode",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "五大创建"
