"""Kernels that talk through files only their owner can open: case data never crosses a port."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict
from traitlets.config import Config

PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")
"""All that a kernel gets of the environment: no key or path of the confidential side."""


class PrivateKernelManager(AsyncKernelManager):
    """Starts this very interpreter with a bare environment and sockets in a private folder."""

    environment = Dict(help="The kernel's whole environment.").tag(config=True)

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """Return the command: never another interpreter that a user's kernel list may name."""
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", self.connection_file]
        return [*launch, *(extra_arguments or [])]

    async def _async_start_kernel(self, **options: Any) -> None:
        await super()._async_start_kernel(**(options | {"env": dict(self.environment)}))

    start_kernel = _async_start_kernel


@contextmanager
def private_kernel(environment: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the options that make nbclient use one private kernel; its folder goes with it."""
    with TemporaryDirectory(prefix="cpims-") as folder:
        bare = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        settings = {
            "transport": "ipc",
            "connection_file": str(Path(folder, "kernel.json")),
            "environment": bare
            | {"IPYTHONDIR": folder, "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
            | dict(environment),
        }
        yield {
            "kernel_manager_class": PrivateKernelManager,
            "shutdown_kernel": "immediate",
            "config": Config({"PrivateKernelManager": settings}),
        }
