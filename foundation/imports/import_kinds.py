"""What the foundation lets people import."""

from django.utils.translation import gettext_lazy as _

from foundation.organisations.permissions import can_import_regions

from . import parsers
from .kinds import Column, ImportKind, register
from .loaders import regions

register(
    ImportKind(
        code="regions",
        label=_("Regions"),
        load=regions.load,
        may_import=can_import_regions,
        ignored=("provinceCode", "cityCode", "areaCode", "streetCode"),
        columns=(
            Column(
                "code", "编码", required=True, example="990102003004", parse=parsers.region_code,
                hint=_("Statistical code of 2, 4, 6, 9 or 12 digits. The region above it is in the file or here."),
            ),
            Column("name", "名称", required=True, example="锦绣社区", hint=_("Full name.")),
            Column(
                "kind", "城乡", example="社区",
                hint=_("urban, rural, 街道, 镇, 乡, 社区 or 村; without it the code decides."),
            ),
        ),
    )
)  # fmt: skip
