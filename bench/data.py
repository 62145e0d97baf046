"""A district of checks, made in the database by set-based statements."""

import datetime as dt

from django.db import connection

DISTRICT, CITY = "990102", "9901"
MONTH = dt.date(2026, 10, 1)
SITES = 12_000
ITEMS = 8

PLACES = """
    INSERT INTO organisations_region (code, name, name_en, level, kind, parent_id, pinyin, initials) VALUES
        ('99', 'P', '', 1, '', NULL, '', ''), ('9901', 'C', '', 2, '', '99', '', ''),
        (%(district)s, 'D', '', 3, '', '9901', '', '')
        ON CONFLICT DO NOTHING;
    INSERT INTO organisations_region (code, name, name_en, level, kind, parent_id, pinyin, initials)
        SELECT %(district)s || to_char(n, 'FM000'), 'T' || n, '', 4, 'urban', %(district)s, '', ''
            FROM generate_series(1, 12) n;
    INSERT INTO organisations_region (code, name, name_en, level, kind, parent_id, pinyin, initials)
        SELECT %(district)s || to_char(t, 'FM000') || to_char(v, 'FM000'), 'V' || v, '', 5, 'urban',
               %(district)s || to_char(t, 'FM000'), '', '' FROM generate_series(1, 12) t, generate_series(1, 13) v;
    INSERT INTO organisations_organisation (code, name, name_en, region_id, kind, pinyin, initials)
        SELECT %(district)s || 'O' || n, 'O' || n, '', %(district)s, 'urban_management', '', '' FROM generate_series(1,
            60) n;
    INSERT INTO evaluation_sitetype (code, name, name_en, "group")
        SELECT 't' || n, 't' || n, '', 'g' FROM generate_series(1, 56) n ON CONFLICT DO NOTHING;
"""

SITES_OF = """
    INSERT INTO evaluation_site
        (code, name, name_en, type_id, region_id, district_id, organisation_id, address, state, pinyin)
    SELECT %(district)s || '-' || n, 'S' || n, '', type.ids[1 + n %% cardinality(type.ids)],
           %(district)s || to_char(1 + n %% 12, 'FM000') || to_char(1 + n %% 13, 'FM000'), %(district)s,
           body.ids[1 + n %% cardinality(body.ids)], '', 'active', ''
    FROM generate_series(1, %(sites)s) n
    CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM evaluation_sitetype) AS type
    CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM organisations_organisation
        WHERE region_id = %(district)s) AS body
"""

RULES = """
    INSERT INTO accounts_user (password, is_superuser, username, is_staff, is_active, date_joined, name,
        locked_phone, locked_email, large_type)
        SELECT '', false, 'bench' || n, false, true, now(), 'B', '', '', false FROM generate_series(1, 20) n
        ON CONFLICT DO NOTHING;
    INSERT INTO evaluation_indicatorsystem (code, version, name, name_en, state) VALUES ('daily', 'bench', 'daily',
        '', 'draft');
    INSERT INTO evaluation_indicator (system_id, code, position, name, name_en, points, method, rule, direction,
        options, severity,
            pass_rate, guidance, guidance_en)
        SELECT s.id, 'I' || n, n, 'I' || n, '', 12.5, 'field', 'graded', 'higher', 'A=1;B=0.66;C=0.33;D=0',
            'normal', 0.6, '', ''
        FROM evaluation_indicatorsystem s, generate_series(1, %(items)s) n WHERE s.version = 'bench';
    UPDATE evaluation_indicatorsystem SET state = 'published' WHERE version = 'bench';
    INSERT INTO evaluation_scheme (version, state, starts_on, field_weight, rectification_weight, reporting_weight,
        satisfaction_weight,
            missing, bonus_cap, deduction_cap, min_responses, min_sample, threshold)
        VALUES (1, 'published', '2020-01-01', 60, 20, 10, 10, 'renormalise', 5, 10, 10, 1, 85);
"""

CHECKS = """
    INSERT INTO evaluation_check (site_id, district_id, region_id, organisation_id, "on", state, inspector_id,
        system_id, client_id,
            started_at, finished_at, received_at, earned, possible, score, remark, reason)
    SELECT s.id, s.district_id, s.region_id, s.organisation_id, day.on, 'submitted', crew.ids[1 + s.place %% 20],
           y.id, gen_random_uuid(), day.on + time '01:00', day.on + time '01:20', day.on + time '01:20', day.score,
           100, day.score, '', ''
    FROM (SELECT %(first)s::date + (n %% %(days)s)::int AS on, 1 + n %% %(sites)s AS place,
                 50 + 50 * (ARRAY[1, 0.66, 0.33, 0])[1 + n %% 4] AS score FROM generate_series(1, %(checks)s) n) day
    JOIN (SELECT row_number() OVER (ORDER BY id) AS place, * FROM evaluation_site WHERE district_id = %(district)s) s
         ON s.place = day.place
    CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM accounts_user WHERE username ~ '^bench[0-9]+$') crew
    CROSS JOIN evaluation_indicatorsystem y WHERE y.version = 'bench'
"""

ANSWERS = """
    INSERT INTO evaluation_checkitem (check_id, indicator_id, option, not_applicable, earned, possible, failed, note)
    SELECT c.id, i.id, 'B', false, CASE WHEN i.position > 4 THEN 12.5 ELSE 12.5 * (c.score - 50) / 50 END, 12.5,
        false, ''
    FROM evaluation_check c CROSS JOIN evaluation_indicator i
    JOIN evaluation_indicatorsystem s ON s.id = i.system_id AND s.version = 'bench'
    WHERE c.district_id = %(district)s AND c."on" BETWEEN %(first)s AND %(last)s
"""

SUMS = """
    INSERT INTO evaluation_sitemonth (site_id, district_id, month, checks, score_sum)
    SELECT site_id, district_id, date_trunc('month', "on")::date, count(*), sum(score) FROM evaluation_check
    WHERE score IS NOT NULL AND state = 'submitted' GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING
"""


def run(statement: str, **told: object) -> None:
    """One statement (or several without answers)."""
    with connection.cursor() as cursor:
        cursor.execute(statement, told or None)


def fill(statement: str, **told: object) -> None:
    """One statement over a million rows and more: what it refers to is there, so the database need not look it up."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, told or None)
        cursor.execute("SET session_replication_role = origin")


def district(code: str = DISTRICT, *, sites: int = SITES) -> None:
    """Regions, organisations and sites of one district."""
    run(PLACES, district=code)
    run(SITES_OF, district=code, sites=sites)


def rules() -> None:
    """A form of eight items and the default scheme, once."""
    run(RULES, items=ITEMS)


def checks(count: int, *, code: str = DISTRICT, first: dt.date = MONTH, days: int = 31, sites: int = SITES) -> None:
    """Submitted checks spread over the days and sites, without items."""
    fill(CHECKS, checks=count, district=code, first=first, days=days, sites=sites)


def answers(*, code: str = DISTRICT, first: dt.date = MONTH, last: dt.date = dt.date(2026, 10, 31)) -> None:
    """Eight items for each check of a span of days."""
    fill(ANSWERS, district=code, first=first, last=last)


def settle() -> None:
    """Running sums and fresh statistics."""
    fill(SUMS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
