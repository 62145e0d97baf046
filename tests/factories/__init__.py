"""Factories: the smallest valid object of each kind, nothing else."""

from .campaigns import BoardEntryFactory
from .evaluation import (
    CheckFactory,
    IndicatorFactory,
    IndicatorSystemFactory,
    PlanFactory,
    ProblemFactory,
    SchemeFactory,
    SiteFactory,
    SiteTypeFactory,
)
from .foundation import (
    GrantFactory,
    OrganisationFactory,
    RegionFactory,
    UserFactory,
    admin_of,
    inspector_of,
    leader_of,
    official_of,
    user_with,
)

__all__ = [
    "BoardEntryFactory",
    "CheckFactory",
    "GrantFactory",
    "IndicatorFactory",
    "IndicatorSystemFactory",
    "OrganisationFactory",
    "PlanFactory",
    "ProblemFactory",
    "RegionFactory",
    "SchemeFactory",
    "SiteFactory",
    "SiteTypeFactory",
    "UserFactory",
    "admin_of",
    "inspector_of",
    "leader_of",
    "official_of",
    "user_with",
]
