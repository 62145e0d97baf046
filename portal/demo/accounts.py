"""Who can sign in to the demonstration, and where each person works."""

from dataclasses import dataclass
from itertools import cycle

from .names import DemoNames

PASSWORD = "Qinghe-2026"
DISTRICT, NEIGHBOUR, CITY = "990102", "990103", "9901"
INSPECTORS = 20

# Where inspectors go. The first two have the east and the west; who is not named goes everywhere in the district.
ZONES = {
    1: "990102001 990102004 990102005 990102007 990102101 990102103",
    2: "990102002 990102003 990102006 990102100 990102102 990102200",
    3: "990102001 990102003",
    4: "990102102",
    5: "990102002",
    6: "990102003 990102007",
    7: "990102004",
    8: "990102005",
    9: "990102006 990102002",
    10: "990102007",
    11: "990102100",
    12: "990102101",
    13: "990102103",
    14: "990102200 990102100",
    15: "990102001 990102004",
    16: "990102005 990102006",
    17: "990102101 990102103",
}
# Inspectors on loan from an organisation, whose sites they never check.
ON_LOAN = {5: "QH005", 8: "QH013", 12: "QH021", 16: "QH012", 18: "QH020"}

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person of the demonstration; each grant is a role and the code of a region or of an organisation."""

    username: str
    name: str
    title: str
    title_en: str
    grants: tuple[Place, ...]
    is_listed: bool = False


def demo_users(names: DemoNames) -> list[DemoUser]:
    """Everybody: the accounts of the catalogue first, then inspectors, officials, leaders and the places around."""
    titles = {account.username: account for account in names.accounts}
    users = [
        DemoUser(account.username, account.person, account.title, account.title_en, _grants(account.username), True)
        for account in names.accounts
    ]
    people = cycle(person.name for person in names.people)
    for username, title, title_en, grants in (*_inspectors(), *_offices(), *_officials(names)):
        if username not in titles:
            listed = username in ("admin_city", "admin_yunmen")
            users.append(DemoUser(username, next(people), title, title_en, tuple(grants), listed))
    return users


def sign_in_lines(users: list[DemoUser]) -> list[str]:
    """What a visitor is told: one line for each listed account."""
    width = max(len(user.username) for user in users if user.is_listed)
    lines = [f"{user.username:<{width}}  {user.title} · {user.title_en}" for user in users if user.is_listed]
    return [*lines, f"{'password':<{width}}  {PASSWORD}"]


def _grants(username: str) -> tuple[Place, ...]:
    """What the accounts of the catalogue hold; a volunteer holds nothing."""
    if username.startswith("inspector_"):
        return _inspector_grants(int(username.removeprefix("inspector_")))
    return {
        "admin": (("admin", DISTRICT),),
        "official_street": (("official", "990102003"), ("official", "QH032")),
        "official_village": (("official", "990102102205"),),
        "official_school": (("official", "QH042"),),
        "reviewer": (("reviewer", DISTRICT),),
        "leader": (("leader", DISTRICT),),
        "team_manager": (("team_manager", "QH028"),),
    }.get(username, ())


def _inspector_grants(number: int) -> tuple[Place, ...]:
    zones = [("inspector", zone) for zone in ZONES.get(number, DISTRICT).split()]
    return (*zones, *([("official", ON_LOAN[number])] if number in ON_LOAN else []))


def _inspectors():
    for number in range(1, INSPECTORS + 1):
        yield f"inspector_{number}", f"督查员 {number} 号", f"Inspector {number}", _inspector_grants(number)


def _offices():
    yield "admin_city", "市文明办管理员", "Office administrator of the city", [("admin", CITY)]
    yield "admin_yunmen", "云门区文明办管理员", "Office administrator of Yunmen", [("admin", NEIGHBOUR)]
    yield "inspector_yunmen", "云门区督查员", "Inspector of Yunmen", [("inspector", NEIGHBOUR)]
    yield "admin_2", "文明办管理员", "Office administrator", [("admin", DISTRICT)]
    yield "leader_2", "区领导", "Leader", [("leader", DISTRICT)]
    yield "leader_city", "市领导", "Leader of the city", [("leader", CITY)]


def _officials(names: DemoNames):
    """One official for each street and town, and one for each department."""
    own_offices = {body.region: body for body in names.organisations if len(body.region) == 9 and body.code < "QH042"}
    for place in names.townships:
        word = place.name_en.split()[0].lower()
        grants = [("official", place.code), ("official", own_offices[place.code].code)]
        if place.code != "990102003":
            yield f"official_{word}", f"{place.name}填报员", f"Official, {place.name_en}", grants
    for body in names.organisations:
        if body.region == DISTRICT:
            username = f"official_{body.code.lower()}"
            yield username, f"{body.name}填报员", f"Official, {body.name_en}", [("official", body.code)]
