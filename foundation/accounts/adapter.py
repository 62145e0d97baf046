"""How sign-in behaves here: no self-registration of officials, addresses that fit the portal."""

from allauth.account.adapter import DefaultAccountAdapter


class PortalAccountAdapter(DefaultAccountAdapter):
    """Accounts are set up by an administrator; nobody signs up alone."""

    def is_open_for_signup(self, request) -> bool:
        return False
