"""Factories: the smallest valid object of each kind, nothing else."""

from .bulletins import BulletinFactory
from .campaigns import BoardEntryFactory, CycleFactory, FamilyFactory, ParticipationFactory, SubjectFactory
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
from .surveys import QuestionnaireFactory, SurveyFactory

__all__ = [
    "BoardEntryFactory",
    "BulletinFactory",
    "CheckFactory",
    "CycleFactory",
    "FamilyFactory",
    "GrantFactory",
    "IndicatorFactory",
    "IndicatorSystemFactory",
    "OrganisationFactory",
    "ParticipationFactory",
    "PlanFactory",
    "ProblemFactory",
    "QuestionnaireFactory",
    "RegionFactory",
    "SchemeFactory",
    "SiteFactory",
    "SiteTypeFactory",
    "SubjectFactory",
    "SurveyFactory",
    "UserFactory",
    "admin_of",
    "inspector_of",
    "leader_of",
    "official_of",
    "user_with",
]
