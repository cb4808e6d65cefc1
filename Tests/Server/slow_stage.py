"""A stage that takes as many seconds as the text's number says, and fails where it says فشل."""

import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "python/src"))
from isnad import stage


def wait(document, options):
    if "فشل" in document["text"]:
        raise ValueError("the text says so")
    time.sleep(sum(int(digits) for digits in re.findall(r"\d", document["text"])))
    return {"layers": {"slow": [{"start": 0, "end": 1}]}}


stage.run(wait, name="slow", provides=["slow"])
