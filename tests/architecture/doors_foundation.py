"""Doors of foundation and of the roof: who gets in where."""

from .doors import ADMIN, INSPECTOR, LEADER, OFFICIAL, PUBLIC, REVIEWER, SIGNED_IN, Door, of

OFFICE = frozenset([ADMIN])
BY_REGION = frozenset([ADMIN, INSPECTOR, REVIEWER, LEADER])  # the others hold their role in an organisation
INSIDE = frozenset([*BY_REGION, "official", "team_manager"])
UPLOADER = frozenset([INSPECTOR])


def region(world):
    return {"code": world["region"].pk}


SIGN_IN = [
    Door("choose_scope", write=SIGNED_IN),
    Door("account_login", read=PUBLIC, write=PUBLIC),
    Door("account_logout", read=SIGNED_IN, write=PUBLIC),
    Door("account_signup", read=PUBLIC, write=PUBLIC),
    Door("account_inactive", read=PUBLIC),
    Door("account_reauthenticate", read=SIGNED_IN, write=SIGNED_IN),
    Door("account_change_password", read=SIGNED_IN, write=SIGNED_IN),
    Door(
        "account_reset_password_from_key",
        read=PUBLIC,
        write=PUBLIC,
        fill=lambda world: {"uidb36": "x", "key": "x"},
        shared=True,
    ),
    Door("account_reset_password_from_key_done", read=PUBLIC),
    Door("mfa_index", read=SIGNED_IN),
    Door("mfa_authenticate", read=PUBLIC, write=PUBLIC),  # leads whoever is not half signed in to the sign-in page
    Door("mfa_reauthenticate", read=SIGNED_IN, write=SIGNED_IN),
    Door("mfa_activate_totp", read=SIGNED_IN, write=SIGNED_IN),
    Door("mfa_deactivate_totp"),  # opens to who has one: tests/foundation/test_second_factor.py
    Door("mfa_view_recovery_codes"),
    Door("mfa_generate_recovery_codes", read=SIGNED_IN, write=SIGNED_IN),
    Door("mfa_download_recovery_codes"),
    Door("token", write=PUBLIC),
    Door("token-revoke"),  # opens to a token only, never to a session
]

ROOF = [
    Door("set_language", read=PUBLIC, write=PUBLIC),
    Door("javascript-catalog", read=PUBLIC),
    Door("web:type", write=PUBLIC),
    Door("api-schema", read=PUBLIC),
    Door("api-docs", read=PUBLIC),
    Door("api-root", read=SIGNED_IN),
    Door("metrics", read=SIGNED_IN),  # names nothing here; test_metrics_api.py asks from afar
    Door("portal:home", read=PUBLIC),
    Door("portal:manifest", read=PUBLIC),
    Door("portal:live", read=PUBLIC),
    Door("portal:ready", read=PUBLIC),
    Door("portal:metrics", read=PUBLIC),  # the test stands on this machine; tests/portal/test_health.py asks from afar
    Door("portal:desk", read=SIGNED_IN),
    Door("portal:search", read=SIGNED_IN, query="?q=甲区"),
]

PEOPLE = [
    Door("accounts:users", read=SIGNED_IN),
    Door("accounts:user-new", read=OFFICE, write=OFFICE),
    Door("accounts:user", read=OFFICE, fill=of("person")),
    Door("accounts:user-edit", read=OFFICE, write=OFFICE, fill=of("person")),
    Door("accounts:user-phone", write=OFFICE, fill=of("person")),
    Door("accounts:user-email", write=OFFICE, fill=of("person")),
    Door("accounts:user-second-factor", write=OFFICE, fill=of("person")),
    Door("accounts:user-deactivate", write=OFFICE, fill=of("person")),
    Door("accounts:user-reactivate", write=OFFICE, fill=of("person")),
    Door("accounts:first-password", write=OFFICE, fill=of("person")),
    Door("accounts:grant-new", read=OFFICE, write=OFFICE, fill=of("person")),
    Door("accounts:grant-end", write=OFFICE, fill=of("grant")),
    Door("user-list", read=SIGNED_IN),
    Door("user-detail", read=OFFICE, fill=of("person")),
]

PLACES = [
    Door("organisations:regions", read=SIGNED_IN),
    Door("organisations:region", read=BY_REGION, fill=region),
    Door("organisations:children", read=BY_REGION, fill=region),
    Door("organisations:areas", read=BY_REGION, fill=region),
    Door("organisations:boundaries", read=OFFICE, write=OFFICE),
    Door("organisations:organisations", read=SIGNED_IN),
    Door("organisations:organisation", read=INSIDE, fill=of("organisation")),
    Door("organisations:organisation-new", read=OFFICE, write=OFFICE),
    Door("organisations:organisation-edit", read=OFFICE, write=OFFICE, fill=of("organisation")),
    Door("organisations:organisation-close", write=OFFICE, fill=of("organisation")),
    Door("organisations:organisation-reopen", write=OFFICE, fill=of("organisation")),
    Door("region-list", read=SIGNED_IN),
    Door("region-detail", read=BY_REGION, fill=of("region")),
    Door("organisation-list", read=SIGNED_IN),
    Door("organisation-detail", read=INSIDE, fill=of("organisation")),
]

OFFICE_WORK = [
    Door("audit:entries", read=SIGNED_IN),
    Door("portal:audit-export", write=SIGNED_IN),
    Door("audit-entry-list", read=SIGNED_IN),
    Door("audit-entry-detail", read=OFFICE, fill=of("entry")),
    Door("imports:imports", read=OFFICE | {OFFICIAL}),
    Door("imports:kind", read=OFFICE, write=OFFICE, fill=lambda world: {"code": "sites"}, shared=True),
    Door("imports:template", read=OFFICE, fill=lambda world: {"code": "sites"}, shared=True),
    Door("imports:job", read=OFFICE, fill=of("import")),
    Door("imports:errors", read=OFFICE, fill=of("import")),
    Door("jobs:timetable", read=OFFICE),
    Door("jobs:line", read=OFFICE, fill=lambda world: {"name": "score_month"}, shared=True),
    Door("jobs:run-again", write=OFFICE, fill=lambda world: {"name": "score_month"}, shared=True),
]

FILES = [
    Door("attachment-list", read=SIGNED_IN, write=SIGNED_IN),
    Door("attachment-detail", read=UPLOADER, fill=of("attachment")),
    Door("attachment-file", read=UPLOADER, fill=of("attachment")),
    Door("attachment-thumbnail", read=UPLOADER, fill=of("attachment")),
    Door("attachment-upload", read=UPLOADER, write=UPLOADER, fill=lambda world: {"key": world["upload"].key}),
]

MESSAGES = [
    Door("notifications:messages", read=SIGNED_IN),
    Door("notifications:open", fill=of("message")),  # nobody but the one it was sent to
    Door("notifications:read-all", write=SIGNED_IN),
    Door("notifications:settings", read=SIGNED_IN, write=SIGNED_IN),
    Door("notifications:channels", read=OFFICE),
    Door("notifications:channel-new", read=OFFICE, write=OFFICE),
    Door("notifications:channel", read=OFFICE, write=OFFICE, fill=of("channel")),
    Door("notifications:channel-try", write=OFFICE, fill=of("channel")),
    Door("notification-list", read=SIGNED_IN),
    Door("notification-detail", fill=of("message")),
    Door("notification-read", fill=of("message")),
]

DOORS = [*MESSAGES, *SIGN_IN, *ROOF, *PEOPLE, *PLACES, *OFFICE_WORK, *FILES]
