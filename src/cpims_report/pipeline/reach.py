"""Which of our modules a notebook or function can reach by imports."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

import grimp

from cpims_report.pipeline.hashing import hash_file, sha256


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


@cache
def reachable(names: frozenset[str], package: str) -> list[str]:
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


@cache
def hash_module(module: str, known: Known) -> dict[str, str]:
    """Return a module -> a fingerprint of its code; a package brings the data files below it."""
    path = source_file(module)
    hashes = {module: known.fingerprint(path)}
    if path.name == "__init__.py":
        hashes |= {
            f"{module}/{file.relative_to(path.parent).as_posix()}": hash_file(file)
            for file in data_files(path.parent)
        }
    return hashes


class Known:
    """Fingerprints of code that were taken before, by the hash of the source; kept in one file.

    Parsing all sources takes seconds, reading them a moment.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: dict[str, str] = {}
        with suppress(OSError, ValueError):
            self.found = json.loads(file.read_text(encoding="utf-8"))

    def fingerprint(self, path: Path) -> str:
        """Return what changes with the code of a source, not with what only a reader reads."""
        source = path.read_bytes()
        digest = sha256(source)
        if digest not in self.found:
            self.found[digest] = sha256(ast.dump(bare(ast.parse(source))).encode())
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_suffix(f".{os.getpid()}")
            beside.write_text(json.dumps(self.found), encoding="utf-8")
            beside.replace(self.file)
        return self.found[digest]


def bare(tree: ast.AST) -> ast.AST:
    """Return a syntax tree without the texts that stand by themselves: what only a reader reads."""
    for node in ast.walk(tree):
        if isinstance(getattr(node, "body", None), list):
            node.body = [each for each in node.body if not is_text(each)] or [ast.Pass()]  # type: ignore[attr-defined]
    return tree


def is_text(node: ast.AST) -> bool:
    """Return whether a statement is nothing but a text."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def data_files(folder: Path) -> Iterator[Path]:
    """Yield what a package carries beside code, from folders that are no packages too."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            yield path
        elif path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").is_file():
            yield from data_files(path)
