"""``messages``: brings the Chinese texts up to date, compiles them, or tells what is missing."""

from django.core.management.base import BaseCommand, CommandError

from portal.translations import DOMAINS, compile_domain, faults, update


class Command(BaseCommand):
    """Translations without the gettext programs."""

    help = "Update locale/zh_Hans from the source and from locale/parts, compile it, or check that nothing is missing."
    requires_system_checks = ()

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="fail when a message is untranslated, fuzzy or missing")
        what.add_argument("--compile", action="store_true", help="write the .mo files")

    def handle(self, *args, **options):
        if options["check"]:
            return self._check()
        for domain in DOMAINS:
            if options["compile"]:
                self.stdout.write(f"{compile_domain(domain)} is written.")
            else:
                messages, translated = update(domain)
                self.stdout.write(f"{domain}: {messages} messages, {translated} of them translated.")
        return None

    def _check(self):
        found = [fault for domain in DOMAINS for fault in faults(domain)]
        for fault in found:
            self.stderr.write(f"{fault.where}: {fault.kind}: {fault.text}")
        if found:
            raise CommandError(f"{len(found)} messages are not ready. Run `manage.py messages` and translate them.")
        self.stdout.write("Every message is translated.")
