"""`isnad.spark` for spark-submit, which takes a file: with the package installed, or from a checkout."""

import pathlib
import sys

try:
    from isnad.spark.runner import main
except ImportError:
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "python" / "src"))
    from isnad.spark.runner import main

sys.exit(main())
