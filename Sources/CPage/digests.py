"""Writes PageDigests.swift: the digests by which a page's policy knows its style and its script."""

import base64
import hashlib
import pathlib
import re

HERE = pathlib.Path(__file__).parent


def joined(name):
    """The files that page.c embeds as `name`, in its order."""
    array = re.search(rf"{name}\[\] = \{{(.*?)\}};", (HERE / "page.c").read_text(), re.S)[1]
    return b"".join((HERE / path).read_bytes() for path in re.findall(r'#embed "(.*)"', array))


def digest(name):
    return base64.b64encode(hashlib.sha256(joined(name)).digest()).decode()


if __name__ == "__main__":
    print("/// SHA-256 of what CPage embeds, base 64. Written by `make page`; a test in a browser compares.")
    print("enum PageDigests {")
    for name in ("style", "script"):
        print(f'  static let {name} = "{digest(name)}"')
    print("}")
