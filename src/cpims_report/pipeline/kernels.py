"""Kernels that talk through files only their owner can open: case data never crosses a port."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from typing import Any
from weakref import WeakSet

from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, Tuple
from traitlets.config import Config

from cpims_report.errors import ConfigurationError
from cpims_report.pipeline.warm import PRESETS, WarmProvisioner, zygote

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
"""All that a kernel gets of the environment: no key or path of the confidential side."""

LONGEST_PLACE = 107 - len("/cpims-12345678/kernel-ipc-12345")


class PrivateKernelManager(AsyncKernelManager):
    """Starts this very interpreter with a bare environment and sockets in a private folder."""

    environment = Dict(help="The kernel's whole environment.").tag(config=True)
    warm = Tuple(help="What is imported before a kernel is forked; if empty none is.").tag(
        config=True
    )

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """Return the command: never another interpreter that a user's kernel list may name."""
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", self.connection_file]
        return [*launch, *(extra_arguments or [])]

    async def _async_pre_start_kernel(self, **options: Any) -> tuple[list[str], dict[str, Any]]:
        if self.warm and self.provisioner is None:
            self.provisioner = WarmProvisioner(
                kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
            )
            self.provisioner.zygote = zygote(tuple(self.warm), tuple(inherited().items()))
        return await super()._async_pre_start_kernel(**options)

    pre_start_kernel = _async_pre_start_kernel

    async def _async_start_kernel(self, **options: Any) -> None:
        RUNNING.add(self)
        await super()._async_start_kernel(**(options | {"env": dict(self.environment)}))

    start_kernel = _async_start_kernel


RUNNING: WeakSet[PrivateKernelManager] = WeakSet()


def end_kernels(below: Path | None = None) -> None:
    """Kill all kernels that run here, or those in folders `below` one; take their sockets away.

    Whoever waits for one is told that it died, which may take a second.
    """
    for manager in list(RUNNING):
        if below and not Path(getattr(manager.provisioner, "cwd", "")).is_relative_to(below):
            continue
        process = getattr(manager.provisioner, "process", None)
        if process:
            process.kill()
            rmtree(Path(manager.connection_file).parent, ignore_errors=True)


def short_folder() -> Path:
    """Return where the folders of kernels go: the usual temporary place, or a shorter one.

    A socket's path holds 107 bytes, of which a folder and a file of ours take a third. Raises
    ConfigurationError where no place is short and writable; kernels never fall back to a port.
    """
    places = [os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp", "/var/tmp"]  # noqa: S108 - mode 0700
    with suppress(FileNotFoundError):
        places.insert(0, gettempdir())
    for place in filter(None, places):
        if len(os.fsencode(place)) <= LONGEST_PLACE and os.access(place, os.W_OK | os.X_OK):
            return Path(place)
    raise ConfigurationError(
        "Kernels need a folder for their sockets, writable and with a path of at most "
        f"{LONGEST_PLACE} bytes. Found none among {', '.join(filter(None, places))}. "
        "Set TMPDIR to one."
    )


def inherited() -> dict[str, str]:
    """Return what a kernel gets of this process's environment."""
    return {name: os.environ[name] for name in PASSED_ON if name in os.environ}


@contextmanager
def private_kernel(
    environment: Mapping[str, str], warm: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the options that make nbclient use one private kernel; its folder goes with it.

    A kernel with modules to be `warm` is forked from a process that has imported them already.
    """
    with TemporaryDirectory(prefix="cpims-", dir=short_folder()) as folder:
        settings = {
            "transport": "ipc",
            "connection_file": str(Path(folder, "kernel.json")),
            "environment": inherited() | {"IPYTHONDIR": folder} | PRESETS | dict(environment),
            "warm": tuple(warm),
        }
        yield {
            "kernel_manager_class": PrivateKernelManager,
            "shutdown_kernel": "immediate",
            "config": Config({"PrivateKernelManager": settings}),
        }
