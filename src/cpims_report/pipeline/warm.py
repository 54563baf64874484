"""Kernels forked from a zygote: the side of the build."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

PRESETS = {
    "MPLBACKEND": "agg",
    "PYTHONHASHSEED": "0",
    # libraries that would start threads when they are imported
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""What Python and libraries read when they start, and cannot be told later."""


class Zygote:
    """One process with some modules imported; started at first use, and again if it was killed."""

    def __init__(self, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        self.command = [sys.executable, "-P", "-m", "cpims_report.pipeline.zygote", *modules]
        self.environment = {**environment, **PRESETS}
        self.one_at_a_time = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, **request: Any) -> dict[str, Any]:
        """Return the zygote's answer; raises ChildProcessError where it has died."""
        with self.one_at_a_time:
            if self.process is None or self.process.poll() is not None:
                self.process = self.start()
            if not self.process.stdin or not self.process.stdout:
                raise ChildProcessError
            try:
                self.process.stdin.write(json.dumps(request).encode() + b"\n")
                self.process.stdin.flush()
                answer = self.process.stdout.readline()
            except BrokenPipeError:
                answer = b""
            if not answer:
                raise ChildProcessError("the process that kernels are forked from has died")
            return dict(json.loads(answer))

    def start(self) -> subprocess.Popen[bytes]:
        """Return the new process: in a session of its own, so that Ctrl-C reaches the build."""
        return subprocess.Popen(  # noqa: S603 - our own module, by this interpreter
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            cwd=os.sep,
            start_new_session=True,
        )

    def close(self) -> None:
        """End the process, and with it the kernels."""
        if self.process and self.process.stdin and self.process.stdout:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
            self.process = None


@cache
def zygote(modules: tuple[str, ...], environment: tuple[tuple[str, str], ...]) -> Zygote:
    """Return the one zygote of this process for `modules`; it ends when this process ends."""
    made = Zygote(modules, dict(environment))
    atexit.register(made.close)
    return made


@dataclass
class Forked:
    """A forked kernel, with as much of `Popen` as a provisioner uses."""

    pid: int
    zygote: Zygote
    returncode: int | None = None
    stdin: None = field(default=None, init=False)
    stdout: None = field(default=None, init=False)
    stderr: None = field(default=None, init=False)

    def poll(self) -> int | None:
        """Return the exit code, or None while the kernel runs."""
        if self.returncode is None:
            try:
                self.returncode = self.zygote.ask(poll=self.pid)["code"]
            except (ChildProcessError, OSError):
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int | None:
        """Return the exit code; asked for only after `poll` has told one."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send the kernel a signal if it is still there."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel as a fork of `zygote` and then treats it like any local one."""

    zygote: Zygote

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork a kernel that reads the connection file named in `cmd`."""
        place = cmd.index("-f")
        arguments = cmd[place : place + 2]
        cwd = str(options.get("cwd") or Path.cwd())
        pid = self.zygote.ask(arguments=arguments, environment=options["env"], cwd=cwd)["pid"]
        self.process = Forked(pid, self.zygote)  # type: ignore[assignment]
        self.pid = self.pgid = pid
        self.cwd = cwd
        return self.connection_info
