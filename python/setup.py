"""A wheel that carries the command is of one platform and of any Python 3."""

import pathlib

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel

CARRIES = (pathlib.Path(__file__).parent / "src/isnad/bin/isnad").exists()


class Carrier(Distribution):
    def has_ext_modules(self):
        return CARRIES


class AnyPython(bdist_wheel):
    def get_tag(self):
        _, _, platform = super().get_tag()
        return "py3", "none", platform if CARRIES else "any"


setup(distclass=Carrier, cmdclass={"bdist_wheel": AnyPython})
