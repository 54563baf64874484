"""What went into a build and what came out, for a machine and for an archive."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import distributions
from pathlib import Path

from rocrate.rocrate import ROCrate

from cpims_report.pipeline.hashing import hash_tree
from cpims_report.pipeline.run import Outcome


def write_manifest(
    folder: Path,
    root: Path,
    about: Mapping[str, object],
    inputs: Iterable[Path],
    outputs: Iterable[Path],
    outcomes: Iterable[Outcome],
) -> Path:
    """Return the path of `manifest.json`, written with an RO-Crate beside it.

    Times and durations stand here and nowhere else, so that all other files are the same bytes
    for the same input.
    """
    files = list(outputs)
    manifest = {
        **about,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "git_commit": commit(root),
        "python": platform.python_version(),
        "packages": {
            d.name: d.version for d in sorted(distributions(), key=lambda d: d.name.lower())
        },
        "inputs": hashes(inputs, root),
        "outputs": hashes(files, folder),
        "steps": {o.name: {"ran": o.ran, "seconds": round(o.seconds, 2)} for o in outcomes},
    }
    path = folder / "manifest.json"
    beside = folder / ".manifest.json"
    beside.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
    write_crate(folder, str(about.get("title", "Report")), [*files, path])
    return path


def hashes(paths: Iterable[Path], base: Path) -> dict[str, str]:
    """Return path relative to `base` -> SHA-256 of every file."""
    found = {name: digest for path in paths for name, digest in hash_tree(path).items()}
    return {Path(name).relative_to(base).as_posix(): digest for name, digest in found.items()}


def commit(root: Path) -> str:
    """Return the git commit of the workspace, `+changes` when files differ, or an empty text."""
    command = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--dirty=+changes"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return ""
    return answer.stdout.strip()


def write_crate(folder: Path, title: str, files: Iterable[Path]) -> None:
    """Write `ro-crate-metadata.json`, which describes the files where they lie."""
    crate = ROCrate()
    crate.name = title
    for file in files:
        properties = {"name": file.name}
        relative = file.relative_to(folder).as_posix()
        if file.is_dir():
            crate.add_dataset(dest_path=f"{relative}/", properties=properties)
        else:
            crate.add_file(dest_path=relative, properties=properties)
    text = json.dumps(crate.metadata.generate(), indent=2, ensure_ascii=False)
    (folder / "ro-crate-metadata.json").write_text(text + "\n", encoding="utf-8")
