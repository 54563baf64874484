"""Every notebook: committed clean, thin, and with one parameters and one set-up cell."""

import ast
import re

import nbformat


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tagged(notebook, tag):
    return [cell for cell in code(notebook) if tag in cell.metadata.get("tags", [])]


def nodes(cells):
    return [node for cell in cells for node in ast.walk(ast.parse(cell.source))]


def working(notebook):
    return [cell for cell in code(notebook) if "parameters" not in cell.metadata.get("tags", [])]


def test_a_notebook_is_valid(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_a_notebook_is_committed_without_outputs_and_counts(notebook):
    assert not [cell.id for cell in code(notebook) if cell.outputs or cell.execution_count]


def test_a_notebook_is_committed_without_metadata_of_a_run(notebook):
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)


def test_cell_ids_are_unique_words_not_random(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert not [each for each in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", each)]


def test_a_notebook_opens_with_one_title_that_has_an_id(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# \S.* \{#sec-[a-z-]+\}\n\n\S", first.source)
    titles = [cell for cell in notebook.cells if re.search(r"^# ", cell.source, re.MULTILINE)]
    assert [cell.id for cell in titles if cell.cell_type == "markdown"] == [first.id]


def test_there_is_one_parameters_cell_with_a_comment_on_each_line(notebook):
    [cell] = tagged(notebook, "parameters")
    assert "remove-cell" in cell.metadata.tags
    lines = cell.source.splitlines()
    assert lines[0].startswith("year = ")
    assert all(re.fullmatch(r"\w+ = .+  # \S.*", line) for line in lines)


def test_imports_stand_in_one_hidden_cell_and_are_at_most_three(notebook):
    importing = [
        cell for cell in code(notebook) if re.search(r"^(import|from) ", cell.source, re.MULTILINE)
    ]
    assert len(importing) == 1
    imports = [node for node in nodes(importing) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert len(imports) <= 3


def test_nothing_is_defined_or_looped_over_in_a_notebook(notebook):
    forbidden = (
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
        ast.Lambda,
        ast.For,
        ast.While,
        ast.comprehension,
        ast.Try,
    )
    assert not [node for node in nodes(code(notebook)) if isinstance(node, forbidden)]


def test_no_number_or_path_is_written_in_a_notebook_but_in_its_parameters(notebook):
    values = [node.value for node in nodes(working(notebook)) if isinstance(node, ast.Constant)]
    assert not [
        value for value in values if isinstance(value, int | float) and value not in {True, False}
    ]
    assert not [value for value in values if isinstance(value, str) and re.search(r"[/\\]", value)]
