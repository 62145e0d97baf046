"""What endpoints do with a call: read its shape, and find the rows that its codes name."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from foundation.accounts.choices import Role
from foundation.organisations.choices import RegionLevel
from foundation.organisations.models import Organisation, Region

OFFICES = (RegionLevel.PROVINCE, RegionLevel.PREFECTURE, RegionLevel.DISTRICT)
WITHIN = (RegionLevel.DISTRICT, RegionLevel.TOWNSHIP, RegionLevel.VILLAGE)


def read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """The body of a call, by its shape; what does not fit is a 400 that names each field."""
    body = shape(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def organisation(user: Any, code: str, *, field: str = "organisation") -> Organisation:
    """An open organisation in sight, by its code."""
    return organisations(user, [code], field=field)[0]


def organisations(user: Any, codes: Iterable[str], *, field: str = "organisations") -> list[Organisation]:
    """Open organisations in sight, in the order of their codes; each code that names none is told."""
    asked = list(dict.fromkeys(codes))
    rows = Organisation.objects.visible_to(user).open().filter(code__in=asked).select_related("region")
    known = {row.code: row for row in rows}
    lost = [code for code in asked if code not in known]
    if lost:
        raise serializers.ValidationError({field: [unknown(code) for code in lost]})
    return [known[code] for code in asked]


def place(user: Any, code: str, *, field: str = "region") -> Region:
    """A region in sight, by its code."""
    found = Region.objects.visible_to(user).defer("boundary").filter(code=code).first()
    if found is None:
        raise serializers.ValidationError({field: [unknown(code)]})
    return found


def administered(
    user: Any, code: str, *, field: str = "district", levels: Iterable[int] = (RegionLevel.DISTRICT,)
) -> Region:
    """A place of these levels that the caller administers, by its code."""
    mine = Region.objects.filter(user.region_scope("code", roles=[Role.ADMIN])).defer("boundary")
    found = mine.filter(code=code, level__in=list(levels)).first()
    if found is None:
        raise serializers.ValidationError({field: [unknown(code)]})
    return found


def unknown(code: str) -> str:
    """The refusal of a code that names nothing in reach."""
    return _("There is nothing of yours with the code “{code}”.").format(code=code[:40])
