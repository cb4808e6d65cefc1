"""The ten-minute notebook runs from its first cell to its last, and shows what it says."""

import pathlib

import pytest

NOTEBOOK = pathlib.Path(__file__).parents[1] / "ten_minutes.ipynb"


def test_the_notebook():
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for cell in cells for output in cell.outputs]
    assert len(cells) >= 8 and not [output for output in shown if output.output_type == "error"]
    texts = "".join(output.get("text", "") + "".join(output.get("data", {}).values()) for output in shown)
    assert '<div class="isnad"' in texts and '<table' in texts
    for said in ("مدرب الوداد", "killed", "2024-05-14", "Did you mean 'labels'?"):
        assert said in texts
