"""What readers of the site take away: the documents of its build, and the sealed data."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cpims_report.report.sealed import CELLS

FOLDER = Path("downloads")
"""Where they lie in the site, which works as a folder by itself."""
ORDER = ("pdf", "brief", "docx", "brief-docx", "xlsx")


@dataclass(frozen=True)
class Downloads:
    """The files of one edition that are offered: where each is made, and its data."""

    documents: Mapping[str, Path]
    sealed: Path

    @property
    def names(self) -> list[dict[str, str]]:
        """Kind and path in the site of each file, as pages list them: documents, then data."""
        kinds = [kind for kind in ORDER if kind in self.documents]
        files = {kind: self.documents[kind].name for kind in kinds} | {
            "csv": f"cpims-indicators-{self.sealed.name}.csv",
            "package": f"cpims-data-package-{self.sealed.name}.zip",
        }
        return [{"kind": kind, "path": (FOLDER / name).as_posix()} for kind, name in files.items()]

    def put_into(self, site: Path, made: Mapping[str, Path]) -> None:
        """Copy the documents that were `made`, and the sealed data, into a finished site."""
        for file in self.names:
            path = site / file["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            if file["kind"] == "package":
                write_package(sorted(self.sealed.iterdir()), path)
            else:
                shutil.copyfile(made.get(file["kind"], self.sealed / CELLS), path)


def write_package(files: Sequence[Path], into: Path) -> None:
    """Write files as a ZIP without the times at which they were made."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            about = zipfile.ZipInfo(path.name)  # of 1980, unless told otherwise
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, path.read_bytes())
