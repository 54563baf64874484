"""A notebook runs in a kernel of its own, private and bare."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpims_report.errors import ConfigurationError, InputRefused, NotebookFailed


def test_parameters_reach_the_notebook(notebook, step, start, executed):
    one = step("one", notebook("one", "print(year + 1)"), parameters={"year": 2016})
    start(one)
    assert executed(one) == "2017\n"


def test_the_kernel_listens_on_files_and_not_on_a_port(notebook, step, start, executed):
    source = (
        "from IPython import get_ipython\n"
        "app = get_ipython().kernel.parent\n"
        "import os\n"
        "folder = os.path.dirname(app.abs_connection_file)\n"
        "print(app.transport, os.stat(folder).st_mode & 0o077, folder)"
    )
    one = step("one", notebook("one", source))
    start(one)
    transport, others, folder = executed(one).split()
    assert (transport, others) == ("ipc", "0"), "nobody else may open the folder"
    assert not Path(folder).exists(), "the folder of the sockets goes with the kernel"


def test_the_kernel_does_not_see_the_environment_of_the_build(
    notebook, step, start, executed, monkeypatch
):
    monkeypatch.setenv("CPIMS_LINK_KEY", "secret")
    book = notebook(
        "one", "import os; print(os.environ.get('CPIMS_LINK_KEY'), os.environ['GIVEN'])"
    )
    one = step("one", book, environment={"GIVEN": "yes"})
    start(one)
    assert executed(one) == "None yes\n"


def test_an_unknown_parameter_stops_before_a_kernel_starts(notebook, step, start, monkeypatch):
    monkeypatch.setattr(
        "cpims_report.pipeline.notebook.private_kernel",
        lambda environment: pytest.fail("a kernel was started"),
    )
    one = step("one", notebook("one"), parameters={"yaer": 2018})
    with pytest.raises(ConfigurationError, match=r"no parameter yaer.*has year"):
        start(one)


def test_our_own_error_comes_out_of_the_kernel_as_itself(notebook, step, start):
    source = "from cpims_report.errors import InputRefused\nraise InputRefused('row 7 is wrong')"
    with pytest.raises(InputRefused, match="row 7 is wrong"):
        start(step("one", notebook("one", source)))


def test_another_error_names_step_and_failed_copy_but_shows_no_value(notebook, step, start, root):
    with pytest.raises(NotebookFailed) as caught:
        start(step("one", notebook("one", "raise KeyError('Amal')")))
    assert "one stopped with KeyError" in str(caught.value)
    assert "Amal" not in str(caught.value)
    assert (root / "out" / "one.failed.ipynb").is_file()
    assert not (root / "out" / "one.ipynb").exists()


def test_a_failed_run_leaves_the_last_good_copy(notebook, step, start, executed, root):
    one = step("one", notebook("one", "print('good')"))
    start(one)
    notebook("one", "raise ValueError")
    with pytest.raises(NotebookFailed):
        start(one)
    assert executed(one) == "good\n"
    notebook("one", "print('mended')")
    start(one)
    assert executed(one) == "mended\n"
    assert [path.name for path in (root / "out").iterdir()] == ["one.ipynb"]
