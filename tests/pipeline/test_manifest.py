"""What went in and what came out, for a machine and for an archive."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from cpims_report.pipeline import Outcome, Step
from cpims_report.pipeline.manifest import commit, write_manifest

CHECKER = Path(__file__).parents[2] / ".venv" / "crate" / "bin"
CONTEXT = Path(str(files("rocrate"))) / "data" / "ro-crate.jsonld"
ONE = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"


@pytest.fixture
def build(tmp_path):
    """Return a folder with the manifest of a small build."""
    (tmp_path / "in.csv").write_text("1")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a page.html").write_text("2")
    step = Step(
        "tell",
        {"root": str(tmp_path), "formats": ["html"]},
        (tmp_path / "in.csv",),
        (tmp_path / "site",),
        function="shutil:copyfile",
    )
    about = {
        "title": "A report",
        "engine": {"name": "builtin", "version": "1"},
        "parameters": {"year": 2018, "language": "en"},
    }
    ran = [Outcome("tell", ran=True, seconds=1.234)]
    write_manifest(
        tmp_path, tmp_path, about, [tmp_path / "in.csv"], [tmp_path / "site"], ran, [step]
    )
    return tmp_path


def test_the_manifest_lists_files_with_their_hashes_and_what_was_asked_for(build):
    manifest = json.loads((build / "manifest.json").read_text())
    assert manifest["inputs"] == {"in.csv": ONE}
    assert list(manifest["outputs"]) == ["site/a page.html"]
    assert manifest["steps"] == {"tell": {"ran": True, "seconds": 1.23}}
    assert manifest["parameters"] == {"year": 2018, "language": "en"}
    assert manifest["packages"]["papermill"]
    (step,) = json.loads((build / "workflow.json").read_text())
    assert step["parameters"] == {"root": ".", "formats": ["html"]}
    assert (step["reads"], step["writes"]) == (["./in.csv"], ["./site"])
    assert str(build) not in "".join(path.read_text() for path in build.glob("*.json"))


def test_the_commit_of_the_workspace_is_told_and_that_files_differ_from_it(tmp_path):
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    assert commit(tmp_path) == ""
    (tmp_path / "a").touch()
    for words in (["init", "--quiet"], ["add", "a"], ["commit", "--quiet", "-m", "a"]):
        subprocess.run([*git, *words], check=True)
    found = commit(tmp_path)
    assert re.fullmatch("[0-9a-f]{40}", found)
    (tmp_path / "a").write_text("changed")
    assert commit(tmp_path) == f"{found}+changes"


def test_an_archive_finds_one_run_with_its_workflow_inputs_parameters_and_documents(build):
    crate = json.loads((build / "ro-crate-metadata.json").read_text())
    things = {thing["@id"]: thing for thing in crate["@graph"]}
    profiles = {each["@id"] for each in things["./"]["conformsTo"]}
    assert "https://w3id.org/ro/wfrun/workflow/0.5" in profiles
    run = things[things["./"]["mentions"]["@id"]]
    assert run["@type"] == "CreateAction"
    assert things["./"]["mainEntity"] == run["instrument"] == {"@id": "workflow.json"}
    read = [things[each["@id"]] for each in run["object"]]
    assert [each["sha256"] for each in read if each["@type"] == "File"] == [ONE]
    values = {each["name"]: each["value"] for each in read if each["@type"] == "PropertyValue"}
    assert values == {"year": 2018, "language": "en"}
    assert [things[each["@id"]]["name"] for each in run["result"]] == ["site/a page.html"]


@pytest.mark.skipif(not CHECKER.is_dir(), reason="no validator: make .venv/crate/.done")
@pytest.mark.long
def test_the_validator_of_the_profile_finds_nothing(build, tmp_path_factory):
    cache = tmp_path_factory.mktemp("cache") / "http"
    keep = [CHECKER / "python", Path(__file__).with_name("keep_context.py"), cache, CONTEXT]
    subprocess.run(keep, check=True)
    told = validate(build, cache)
    assert told.returncode == 0, told.stdout
    broken = tmp_path_factory.mktemp("broken")
    shutil.copytree(build, broken, dirs_exist_ok=True)
    text = (build / "ro-crate-metadata.json").read_text()
    (broken / "ro-crate-metadata.json").write_text(text.replace('"instrument"', '"tool"'))
    assert validate(broken, cache).returncode == 1


def validate(crate: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Return what the validator says of a crate against the profile of workflow runs."""
    command = [CHECKER / "rocrate-validator", "--no-interactive", "validate", "--no-paging"]
    offline = ["--offline", "--cache-path", cache, "--profile-identifier", "workflow-run-crate"]
    return subprocess.run(
        [*command, *offline, crate],
        capture_output=True,
        text=True,
        check=False,
    )
