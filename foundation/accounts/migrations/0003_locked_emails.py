"""E-mail addresses that are there are encrypted before their plain column goes."""

from django.db import migrations, models

from foundation.secrets import lock, unlock

PURPOSE = "email"


def lock_all(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(email="").iterator():
        User.objects.filter(pk=user.pk).update(locked_email=lock(user.email, purpose=PURPOSE))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('account_emailaddress')")
        if cursor.fetchone()[0]:  # copies that the library for sign-in made
            cursor.execute("DELETE FROM account_emailaddress")


def unlock_all(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(locked_email="").iterator():
        User.objects.filter(pk=user.pk).update(email=unlock(user.locked_email, purpose=PURPOSE))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_locked_phones")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="locked_email",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=600, verbose_name="email address"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(lock_all, unlock_all),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(blank=True, default="", max_length=254, verbose_name="email address"),
        ),
        migrations.RemoveField(model_name="user", name="email"),
    ]
