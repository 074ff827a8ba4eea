from __future__ import annotations

from dataclasses import replace

from bot.supervisor.model import fingerprint, model_path, source_files
from knowledge.settings import PROJECT, Settings


def name_of(folder, versions=None):
    return fingerprint(sorted(folder.iterdir()), folder, versions or {"rasa": "3"})


def test_the_name_follows_content_file_names_and_versions(tmp_path):
    (tmp_path / "a.yml").write_text("one")
    first = name_of(tmp_path)
    assert name_of(tmp_path) == first
    assert name_of(tmp_path, {"rasa": "4"}) != first
    (tmp_path / "a.yml").write_text("two")
    assert name_of(tmp_path) != first
    (tmp_path / "a.yml").write_text("one")
    assert name_of(tmp_path) == first
    (tmp_path / "a.yml").rename(tmp_path / "b.yml")
    assert name_of(tmp_path) != first


def test_the_model_is_named_after_the_projects_sources(tmp_path):
    settings = Settings(data=str(tmp_path))
    path = model_path(settings)
    assert path == model_path(settings)
    assert path.parent == tmp_path / "models"
    assert path != model_path(replace(settings, encoder="another"))


def test_compiled_files_do_not_count():
    files = list(source_files(PROJECT))
    assert PROJECT / "config.yml" in files
    assert not [file for file in files if file.suffix == ".pyc"]
