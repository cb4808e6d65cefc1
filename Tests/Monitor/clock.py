"""A clock for the command that a test drives: clock.c, which is loaded before it. Nothing of the command knows."""

import atexit
import os
import pathlib
import shutil
import subprocess
import tempfile

_folder = tempfile.mkdtemp(prefix="isnad-clock-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_library = os.path.join(_folder, "clock.so")
subprocess.run([shutil.which("cc") or "clang", "-O1", "-shared", "-fPIC", "-o", _library, pathlib.Path(__file__).with_name("clock.c")], check=True)


def clock(ahead=0, speed=1):
    """The environment of a process whose time is so many seconds ahead, and goes so many times as fast."""
    return {"LD_PRELOAD": _library, "CLOCK_OFFSET": f"{ahead:f}", "CLOCK_SPEED": f"{speed:f}"}
