"""Entries of boards that bulletins proposed get the English names of their sites."""

from django.db import migrations

NAMES = """
UPDATE campaigns_boardentry entry SET title_en = site.name_en,
    ground_en = CASE WHEN entry.score IS NULL OR entry.ground NOT LIKE '%督查得分%' THEN ''
        ELSE entry.score || ' points in the checks of the week.' END
FROM evaluation_site site
WHERE entry.source = 'evaluation.site:' || site.id AND entry.title = site.name AND site.name_en <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0020_report_states"),
        ("campaigns", "0015_board_english_names"),
    ]

    operations = [migrations.RunSQL(NAMES, migrations.RunSQL.noop)]
