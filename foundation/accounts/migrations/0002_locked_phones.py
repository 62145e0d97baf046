"""Phone numbers that are there are encrypted before their plain column goes."""

from django.db import migrations, models

from foundation.secrets import lock, unlock

PURPOSE = "phone"


def lock_all(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(phone="").iterator():
        User.objects.filter(pk=user.pk).update(locked_phone=lock(user.phone, purpose=PURPOSE))


def unlock_all(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    for user in User.objects.exclude(locked_phone="").iterator():
        User.objects.filter(pk=user.pk).update(phone=unlock(user.locked_phone, purpose=PURPOSE))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="locked_phone",
            field=models.CharField(blank=True, default="", editable=False, max_length=300, verbose_name="phone"),
            preserve_default=False,
        ),
        migrations.RunPython(lock_all, unlock_all),
        migrations.AlterField(
            model_name="user",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=30, verbose_name="phone"),
        ),
        migrations.RemoveField(model_name="user", name="phone"),
    ]
