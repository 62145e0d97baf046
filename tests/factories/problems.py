"""Problems on their way: given out, put right; and the people and photos it takes."""

import datetime as dt
from typing import Any

from evaluation.actions import problems
from evaluation.models import Problem
from foundation.periods import ZONE

from .checks import AttachmentFactory
from .evaluation import ProblemFactory, SiteFactory
from .foundation import OrganisationFactory, RegionFactory, admin_of, inspector_of, official_of

# Tuesday 24 November 2026; three working days later is Friday the 27th, half past five.
FOUND = dt.datetime(2026, 11, 24, 9, tzinfo=ZONE)
GIVEN = dt.datetime(2026, 11, 24, 10, tzinfo=ZONE)
DUE = dt.datetime(2026, 11, 27, 17, 30, tzinfo=ZONE)
DONE = dt.datetime(2026, 11, 25, 15, tzinfo=ZONE)
LOOKED = dt.datetime(2026, 11, 26, 11, tzinfo=ZONE)


class Place:
    """A district with an office, an inspector, and an organisation with its official and the one above it."""

    def __init__(self, code: str = "990102") -> None:
        self.district = RegionFactory(code=code)
        self.above = OrganisationFactory(region=self.district)
        self.organisation = OrganisationFactory(region=self.district, parent=self.above)
        self.office = admin_of(code)
        self.inspector = inspector_of(code)
        self.official = official_of(self.organisation)

    def site(self, **changes: Any) -> Any:
        region = RegionFactory(code=f"{self.district.code}001001")
        return SiteFactory(region=region, organisation=self.organisation, **changes)

    def found(self, **changes: Any) -> Problem:
        """A problem that nobody has been given yet."""
        site = changes.pop("site", None) or self.site()
        return ProblemFactory(site=site, **({"found_at": FOUND} | changes))

    def assigned(self, *, at: dt.datetime = GIVEN, **changes: Any) -> Problem:
        """A problem that its organisation has been given."""
        problem = self.found(**changes)
        problems.assign(problem, actor=self.office, at=at)
        return problem

    def photo(self, by: Any = None, **changes: Any) -> int:
        """A photo that somebody, else the official, has handed in; each its own."""
        return AttachmentFactory(uploaded_by=by or self.official, **({"taken_at": None} | changes)).pk

    def rectified(self, *, at: dt.datetime = DONE, **changes: Any) -> Problem:
        """A problem that its official says is put right."""
        problem = self.assigned(**changes)
        problems.rectify(problem, text="已清理", photos=[self.photo()], actor=self.official, at=at)
        return problem

    def closed(self, *, at: dt.datetime = LOOKED, **changes: Any) -> Problem:
        """A problem that the inspector has found in order."""
        problem = self.rectified(**changes)
        problems.close(problem, actor=self.inspector, at=at)
        return problem
