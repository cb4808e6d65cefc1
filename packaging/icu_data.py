"""Cuts ICU's data down to what the command can ask of it.

Foundation brings 34 MB of data for ICU, most of it the names of months, currencies and regions in 900 languages, and
tables for encodings that Isnad doesn't read with ICU. What stays are the rules that belong to no language, and the
formats of dates and numbers of English and Arabic.

    icu_data.py ARCHIVE OUTPUT.o        the data of lib_FoundationICU.a, cut down, as an object; prints the symbol for which
                                        the linker is to take it
    icu_data.py --empty SYMBOL OUTPUT.o data with nothing in it, for an ICU that is linked in but never asked
"""

import pathlib
import struct
import subprocess
import sys
import tempfile

# What the data is called: the linker is told to take it for that of the archive.
NAME = "isnad_icu_data"
LANGUAGES = {"root", "en", "en_001", "en_US", "en_US_POSIX", "ar", "ar_001"}
# What is never asked for: the names of currencies, languages, regions, units and time zones, orders of sorting, rules of
# transliteration and of numbers in words, converters, dictionaries of scripts without spaces, the names of characters,
# where lines may be broken.
LEFT_OUT_FOLDERS = {"coll", "curr", "lang", "rbnf", "region", "translit", "unit", "zone"}
LEFT_OUT_ENDINGS = {"cnv", "dict", "spp", "cfu"}
LEFT_OUT_FILES = {"unames.icu", "cnvalias.icu"}
# Files of a folder that are no language's.
SHARED = {"pool", "res_index", "supplementalData", "likelySubtags", "tzdbNames", "ucadata"}


def is_kept(name):
    parts = name.split("/")[1:]
    stem, ending = parts[-1].rsplit(".", 1)
    if ending in LEFT_OUT_ENDINGS or parts[-1] in LEFT_OUT_FILES:
        return False
    if len(parts) > 1 and (parts[0] in LEFT_OUT_FOLDERS or parts[0] == "brkitr" and stem.startswith("line")):
        return False
    if ending != "res":
        return True
    if stem in LANGUAGES | SHARED:
        return True
    # At the top, the files of languages have names of two or three small letters, with or without a country.
    language = stem.split("_")[0]
    return len(parts) == 1 and not (language.islower() and language.isalpha() and len(language) <= 3)


class Package:
    """ICU's common data: a header, a table of names and places, the files, each at a multiple of 16."""

    def __init__(self, data):
        self.header = data[: struct.unpack_from("<H", data)[0]]
        if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
            sys.exit("icu_data.py: this is no common data of ICU.")
        body = data[len(self.header) :]
        count = struct.unpack_from("<I", body)[0]
        table = [struct.unpack_from("<II", body, 4 + 8 * index) for index in range(count)]
        starts = [start for _, start in table] + [len(body)]
        self.files = []
        for index, (name, start) in enumerate(table):
            text = body[name : body.index(b"\0", name)].decode("ascii")
            self.files.append((text, body[start : starts[index + 1]]))

    def encoded(self, is_kept):
        files = [(name, data) for name, data in self.files if is_kept(name)]
        names = b"".join(name.encode("ascii") + b"\0" for name, _ in files)
        start = 4 + 8 * len(files)
        offset, name_at = -(-(start + len(names)) // 16) * 16, start
        table, body = struct.pack("<I", len(files)), b""
        parts = []
        for name, data in files:
            data += b"\0" * (-len(data) % 16)
            table += struct.pack("<II", name_at, offset)
            name_at += len(name) + 1
            offset += len(data)
            parts.append(data)
        body = table + names
        body += b"\0" * (-len(body) % 16)
        return self.header + body + b"".join(parts)


def empty():
    header = struct.pack("<HBBHHBBBB4s4B4B", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD", 1, 0, 0, 0, 0, 0, 0, 0)
    header += b"\0" * (32 - len(header))
    return header + struct.pack("<I", 0)


def write_object(data, symbol, output):
    with tempfile.TemporaryDirectory() as folder:
        raw, source = pathlib.Path(folder, "data"), pathlib.Path(folder, "data.S")
        raw.write_bytes(data)
        source.write_text(
            f'.section .rodata.{symbol},"a"\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n{symbol}:\n'
            f'.incbin "{raw}"\n.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",@progbits\n'
        )
        subprocess.run(["cc", "-c", str(source), "-o", output], check=True)


def main():
    if sys.argv[1:2] == ["--empty"]:
        return write_object(empty(), sys.argv[2], sys.argv[3])
    archive, output = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        member = "icu_packaged_data.cpp.o"
        subprocess.run(["ar", "x", str(pathlib.Path(archive).resolve()), member], cwd=folder, check=True)
        symbols = subprocess.run(["nm", member], cwd=folder, check=True, capture_output=True, text=True).stdout
        symbol = next(line.split()[-1] for line in symbols.splitlines() if line.endswith("_dat"))
        subprocess.run(["objcopy", "-O", "binary", "--only-section=.rodata", member, "data"], cwd=folder, check=True)
        data = pathlib.Path(folder, "data").read_bytes()
    package = Package(data)
    kept = package.encoded(is_kept)
    write_object(kept, NAME, output)
    print(symbol)
    print(f"ICU's data: {len(data) / 1e6:.1f} MB, {len(package.files)} files; kept {len(kept) / 1e6:.1f} MB, {sum(is_kept(name) for name, _ in package.files)} files", file=sys.stderr)


main()
