"""What is known before any settings are read."""

import os

from portal.stack import environment


def test_a_secret_is_made_once_and_kept_to_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    environment.provide_secret(tmp_path)
    first = os.environ.pop("SECRET_KEY")

    environment.provide_secret(tmp_path)

    assert os.environ["SECRET_KEY"] == first
    assert len(first) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_is_set_is_not_replaced(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the deployment")

    environment.provide_secret(tmp_path)

    assert os.environ["SECRET_KEY"] == "of the deployment"
    assert list(tmp_path.iterdir()) == []


def test_the_env_file_gives_what_the_environment_does_not_say(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "BASE", tmp_path)
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.delenv("DEMO", raising=False)
    (tmp_path / ".env").write_text("# ours\nPORT=8000\nexport DEMO='0'\n", encoding="utf-8")

    environment.read_env_file()

    assert (os.environ["PORT"], os.environ["DEMO"]) == ("9000", "0")
    monkeypatch.delenv("DEMO")


def test_the_data_folder_is_named_from_the_project_whatever_folder_one_is_in(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "BASE", tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", "data")

    folder = environment.data_folder()

    assert folder == tmp_path / "data"
    assert os.environ["PORTAL_DATA_DIR"] == str(folder)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {
        "log": "0o700",
        "files": "0o700",
    }
