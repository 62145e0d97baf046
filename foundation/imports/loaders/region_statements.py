"""The statements by which a file of regions is compared with the table and taken over."""

INCOMING = """
    DROP TABLE IF EXISTS region_incoming;
    CREATE TEMPORARY TABLE region_incoming (
        line integer NOT NULL, code varchar(12) NOT NULL, is_long boolean NOT NULL,
        name varchar(100) NOT NULL, name_en varchar(120), kind varchar(8) NOT NULL,
        pinyin varchar(300) NOT NULL, initials varchar(100) NOT NULL
    ) ON COMMIT DROP
"""

COPY = "COPY region_incoming (line, code, is_long, name, name_en, kind, pinyin, initials) FROM STDIN"

# A county without townships is carried on in zeros by the statisticians (金门县 350527, 350527000, 350527000000):
# where such a township stands, twelve digits that end in its zeros are its village, not the county once more.
TELL_ZERO_CODES_APART = """
    UPDATE region_incoming SET code = code || '000000'
    WHERE is_long AND length(code) = 6 AND (
        EXISTS (SELECT FROM region_incoming township WHERE township.code = region_incoming.code || '000')
        OR EXISTS (SELECT FROM organisations_region township WHERE township.code = region_incoming.code || '000')
    )
"""

TWICE = """
    SELECT code, array_agg(line ORDER BY line) FROM region_incoming GROUP BY code HAVING count(*) > 1
"""

PARENT = """
    left(code, CASE length(code) WHEN 12 THEN 9 WHEN 9 THEN 6 WHEN 6 THEN 4 WHEN 4 THEN 2 END)
"""

ORPHANS = f"""
    SELECT min(line), min(code), parent FROM (
        SELECT line, code, {PARENT} AS parent FROM region_incoming WHERE length(code) > 2
    ) child
    WHERE NOT EXISTS (SELECT FROM region_incoming WHERE region_incoming.code = child.parent)
        AND NOT EXISTS (SELECT FROM organisations_region WHERE organisations_region.code = child.parent)
        AND NOT parent = ANY(%s)
    GROUP BY line, parent
"""

OUTSIDE = """
    SELECT line, code FROM region_incoming
    WHERE NOT EXISTS (SELECT FROM unnest(%s::text[]) AS reach(code) WHERE starts_with(region_incoming.code, reach.code))
"""

COUNTS = """
    SELECT count(*), count(region.code), (SELECT count(*) FROM organisations_region)
    FROM region_incoming LEFT JOIN organisations_region region USING (code)
"""

# What a code says of its level and kind, unless the file names the kind.
LEVEL = "CASE length(code) WHEN 12 THEN 5 WHEN 9 THEN 4 WHEN 6 THEN 3 WHEN 4 THEN 2 ELSE 1 END"
KIND = """
    CASE WHEN kind <> '' THEN kind
        WHEN length(code) = 12 THEN CASE WHEN right(code, 3) < '200' THEN 'urban' ELSE 'rural' END
        WHEN length(code) = 9 THEN CASE WHEN right(code, 3) < '100' THEN 'urban' ELSE 'rural' END
        ELSE '' END
"""

# A file without English names (NULL) leaves those that are known.
UPDATE = f"""
    UPDATE organisations_region region
    SET name = incoming.name, name_en = coalesce(incoming.name_en, region.name_en), kind = incoming.kind,
        pinyin = incoming.pinyin, initials = incoming.initials
    FROM (SELECT code, name, name_en, {KIND} AS kind, pinyin, initials FROM region_incoming) incoming
    WHERE region.code = incoming.code
        AND (region.name, region.name_en, region.kind, region.pinyin, region.initials)
            IS DISTINCT FROM (incoming.name, coalesce(incoming.name_en, region.name_en), incoming.kind,
                incoming.pinyin, incoming.initials)
"""

INSERT = f"""
    INSERT INTO organisations_region (code, name, name_en, level, kind, parent_id, pinyin, initials)
    SELECT code, name, coalesce(name_en, ''), {LEVEL}, {KIND}, {PARENT}, pinyin, initials FROM region_incoming
    WHERE NOT EXISTS (SELECT FROM organisations_region region WHERE region.code = region_incoming.code)
    ORDER BY code
"""

BY_PROVINCE = "SELECT left(code, 2), count(*) FROM region_incoming GROUP BY 1"
