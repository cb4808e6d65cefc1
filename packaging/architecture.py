"""The modules of the package and their arrows, drawn from Package.swift: `make docs` runs it.

    architecture.py            writes architecture.dot, and architecture.svg where Graphviz is
    architecture.py --check    fails where the drawing is not that of Package.swift
"""

import json
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PLACE = ROOT / "Sources/Isnad/Isnad.docc/Resources"
# Modules of a kind stand in one row.
KINDS = {"executable": "#e7f2f0", "regular": "#ffffff", "system": "#eeeeee"}


def manifest():
    asked = subprocess.run(["swift", "package", "dump-package"], cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(asked.stdout)


def dot(package):
    targets = {target["name"]: target for target in package["targets"] if target["type"] not in ("test", "plugin")}
    lines = ["digraph isnad {", "  rankdir=TB; node [shape=box, style=filled, fontname=\"sans-serif\", fontsize=11]; edge [color=\"#555555\"];"]
    for name, target in sorted(targets.items()):
        label = f"{name}\\n{target.get('path') or 'Sources/' + name}"
        lines.append(f'  "{name}" [label="{label}", fillcolor="{KINDS.get(target["type"], "#ffffff")}"];')
    for name, target in sorted(targets.items()):
        used = sorted(entry["byName"][0] for entry in target["dependencies"] if "byName" in entry)
        lines += [f'  "{name}" -> "{other}";' for other in used if other in targets]
    return "\n".join(lines + ["}"]) + "\n"


def main():
    drawn, path = dot(manifest()), PLACE / "architecture.dot"
    if "--check" in sys.argv:
        if not path.exists() or path.read_text(encoding="utf-8") != drawn:
            sys.exit("The drawing of the modules is not that of Package.swift: make docs draws it anew.")
        return
    path.write_text(drawn, encoding="utf-8")
    if shutil.which("dot"):
        picture = subprocess.run(["dot", "-Tsvg"], input=drawn, check=True, capture_output=True, text=True).stdout
        (PLACE / "architecture.svg").write_text(picture, encoding="utf-8")


main()
