"""What the foundation lets people import."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.accounts.choices import Role
from foundation.accounts.permissions import can_set_up_users
from foundation.organisations.permissions import can_import_organisations, can_import_regions

from . import parsers
from .kinds import Column, ImportKind, register
from .loaders import organisations, regions, users

ENGLISH = _("Shown on English pages; without it the name.")

register(
    ImportKind(
        code="regions",
        label=_("Regions"),
        load=regions.load,
        may_import=can_import_regions,
        listed_at=reverse_lazy("organisations:regions"),
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
            Column("name_en", "英文名称", example="Jinxiu Community", parse=parsers.text(120), hint=ENGLISH),
        ),
    )
)  # fmt: skip

register(
    ImportKind(
        code="organisations",
        label=_("Organisations"),
        load=organisations.load,
        may_import=can_import_organisations,
        listed_at=reverse_lazy("organisations:organisations"),
        columns=(
            Column("code", "编码", required=True, example="DW001", parse=parsers.text(40), hint=_("It stays.")),
            Column("name", "名称", required=True, example="城市管理局", parse=parsers.text(100), hint=_("Full name.")),
            Column(
                "region", "区划", required=True, example="990102", parse=parsers.region_code,
                hint=_("Code of the region it belongs to."),
            ),
            Column(
                "kind", "类别", example="城市管理局（行政执法局）", parse=parsers.text(40),
                hint=_("Name or code of a kind of organisation."),
            ),
            Column(
                "parent", "上级单位", example="", parse=parsers.text(40),
                hint=_("Code of the organisation above; it may come later in the same file."),
            ),
            Column("name_en", "英文名称", example="Urban Management Bureau", parse=parsers.text(120), hint=ENGLISH),
        ),
    )
)  # fmt: skip

ROLES_IN_CHINESE = {
    "admin": "文明办管理员", "official": "填报员", "inspector": "督查员",
    "reviewer": "评审专家", "leader": "领导", "team_manager": "志愿队管理员",
}  # fmt: skip

register(
    ImportKind(
        code="users",
        is_personal=True,
        label=_("People and roles"),
        load=users.load,
        may_import=can_set_up_users,
        listed_at=reverse_lazy("accounts:users"),
        key=("username", "role", "region", "organisation"),
        columns=(
            Column(
                "username", "登录名", required=True, example="wanglan", parse=users.parse_username,
                hint=_("Several rows with the same sign-in name give one person several roles."),
            ),
            Column("name", "姓名", required=True, example="王岚", parse=parsers.text(60)),
            Column(
                "role", "角色", required=True, example="督查员", parse=parsers.choice(Role, **ROLES_IN_CHINESE),
                hint="、".join(ROLES_IN_CHINESE.values()),
            ),
            Column(
                "region", "区划", example="990102", parse=parsers.region_code,
                hint=_("Code of the region in which the role holds; or name an organisation instead."),
            ),
            Column(
                "organisation", "单位", example="", parse=parsers.text(40),
                hint=_("Code of the organisation for which the role holds; or name a region instead."),
            ),
            Column("phone", "电话", example="13800005678", parse=parsers.text(30)),
            Column("email", "电子邮箱", example="", parse=users.parse_email),
        ),
    )
)  # fmt: skip
