"""Kernels forked from a process with the imports done: quick, and nothing leaks between them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from cpims_report import editions
from cpims_report.pipeline.warm import Zygote

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="warm kernels are for Linux")
IMPORTS = ("json", "numpy")


def ran(step, notebook, start, executed, name, *sources, **more):
    made = step(name, notebook(name, *sources), warm=IMPORTS, **more)
    start(made)
    return executed(made)


def test_a_warm_kernel_finds_its_modules_imported_and_an_ordinary_one_does_not(
    notebook, step, start, executed
):
    source = "import sys; print('numpy' in sys.modules)"
    assert ran(step, notebook, start, executed, "warm", source) == "True\n"
    cold = step("cold", notebook("cold", source))
    start(cold)
    assert executed(cold) == "False\n"


def test_no_name_module_change_or_variable_passes_from_one_notebook_to_the_next(
    notebook, step, start, executed
):
    leave = "import os, json; left = 1; json.left = 1; os.environ['LEFT'] = '1'; os.chdir('/')"
    ran(step, notebook, start, executed, "first", leave, environment={"CPIMS_LINK_KEY": "secret"})
    look = (
        "import os, json\n"
        "print('left' in dir(), hasattr(json, 'left'), 'LEFT' in os.environ,"
        " 'CPIMS_LINK_KEY' in os.environ, os.getcwd() == '/')"
    )
    second = ran(step, notebook, start, executed, "second", look)
    assert second == "False False False False False\n"


def test_random_numbers_differ_from_one_notebook_to_the_next(notebook, step, start, executed):
    draw = "import random, numpy, uuid; print(random.random(), numpy.random.rand(), uuid.uuid4())"
    first = ran(step, notebook, start, executed, "one", draw).split()
    second = ran(step, notebook, start, executed, "two", draw).split()
    assert not set(first) & set(second)


def test_a_kernel_shares_no_open_file_with_the_process_that_it_comes_from(
    notebook, step, start, executed
):
    look = (
        "import os\n"
        "def files(pid):\n"
        "    folder = f'/proc/{pid}/fd/'\n"
        "    return {os.readlink(folder + n) for n in os.listdir(folder) if n in '0123456789'}\n"
        "theirs = files(os.getppid())\n"
        "print(len(theirs) > 1, files('self') & theirs - {os.devnull})"
    )
    assert ran(step, notebook, start, executed, "files", look) == "True set()\n"


@pytest.mark.parametrize("side", [editions.CONFIDENTIAL, editions.PUBLIC])
def test_each_side_of_the_wall_can_be_forked_safely_and_fast(side, tmp_path):
    """Imports leave one thread, for a fork copies the locks of others but not them."""
    made = Zygote(side, {"PATH": os.environ["PATH"], "HOME": str(tmp_path)})
    try:
        request = {"environment": {}, "cwd": str(tmp_path)}
        connection = ["-f", str(tmp_path / "kernels" / "kernel.json")]
        first = made.ask(arguments=connection, **request)["pid"]
        begun = time.monotonic()
        made.ask(arguments=connection, **request)
        assert time.monotonic() - begun < 0.3
        assert Path(f"/proc/{first}").exists()
    finally:
        made.close()
    assert not Path(f"/proc/{first}").exists()
