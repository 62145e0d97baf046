"""Static files: a named few out of node_modules, and a store that gives every file a name with its digest."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NpmStorage(FileSystemStorage):
    """Reads ``settings.NPM_FILES`` below ``settings.NPM_ROOT``: our name of a file, and its path in its package."""

    def path(self, name: str) -> str:
        return str(Path(settings.NPM_ROOT) / settings.NPM_FILES[name])


class NpmFinder(BaseFinder):
    """Finds third-party files by the whitelist alone, so that nothing else of a package is ever served."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = NpmStorage(location=settings.NPM_ROOT)

    def check(self, **kwargs):
        missing = [name for name in settings.NPM_FILES if not self.storage.exists(name)]
        hint = "Run `make setup`, which runs `npm ci`."
        return [Error(f"{settings.NPM_FILES[name]} is not installed.", hint=hint, id="web.E001") for name in missing]

    def find(self, path, find_all=False, **kwargs):
        found = path in settings.NPM_FILES and self.storage.exists(path)
        if find_all:
            return [self.storage.path(path)] if found else []
        return self.storage.path(path) if found else None

    def list(self, ignore_patterns):
        return ((name, self.storage) for name in settings.NPM_FILES)


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Files with their digest in the name; what third-party files name but we do not ship stays as it is."""

    support_js_module_import_aggregation = True
    patterns = tuple(
        (glob, tuple(pattern for pattern in patterns if "sourceMappingURL" not in str(pattern)))
        for glob, patterns in CompressedManifestStaticFilesStorage.patterns
    )

    def url_converter(self, name, hashed_files, template=None):
        convert = super().url_converter(name, hashed_files, template)
        if any((Path(folder) / name).exists() for folder in settings.STATICFILES_DIRS):
            return convert

        def convert_what_is_there(match):
            try:
                return convert(match)
            except ValueError:
                return match["matched"]

        return convert_what_is_there
