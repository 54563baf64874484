"""Which of our modules a notebook or function can reach by imports."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import grimp

from cpims_report.pipeline.hashing import hash_file


@lru_cache
def import_graph(package: str) -> grimp.ImportGraph:
    """Return the import graph of a package, read from its sources."""
    return grimp.build_graph(package, cache_dir=None)


def imported(sources: Iterable[str], package: str) -> set[str]:
    """Return the names from `package` that Python sources import, as modules where they are."""
    names: set[str] = set()
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in names if name.split(".")[0] == package}


def reachable(names: Iterable[str], package: str) -> list[str]:
    """Return `names` and all modules of `package` that they import, directly or not, sorted.

    Importing a module runs the packages around it, so those count too. A package that looks for
    its members at run time (`pkgutil`) reaches all of them.
    """
    graph = import_graph(package)
    found: set[str] = set()
    waiting = [name for name in names if name in graph.modules]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        waiting += graph.find_modules_directly_imported_by(module)
        if "." in module:
            waiting.append(module.rpartition(".")[0])
        if "pkgutil" in source_file(module).read_text(encoding="utf-8"):
            waiting += graph.find_children(module)
    return sorted(found)


def source_file(module: str) -> Path:
    """Return the file of a module, found by its name: finding must not run any package."""
    package, *parts = module.split(".")
    place = package_folder(package).joinpath(*parts)
    inside = place / "__init__.py"
    return inside if inside.is_file() else place.with_suffix(".py")


@lru_cache
def package_folder(package: str) -> Path:
    """Return the folder of a package that stands in no other."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def hash_modules(modules: Iterable[str]) -> dict[str, str]:
    """Return module -> SHA-256 of its source; a package brings the data files below its folder."""
    hashes = {}
    for module in modules:
        path = source_file(module)
        hashes[module] = hash_file(path)
        if path.name == "__init__.py":
            hashes |= {
                f"{module}/{file.relative_to(path.parent).as_posix()}": hash_file(file)
                for file in data_files(path.parent)
            }
    return hashes


def data_files(folder: Path) -> Iterator[Path]:
    """Yield what a package carries beside code, from folders that are no packages too."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").is_file():
            yield from data_files(path)
