#!/usr/bin/env python3
"""Counts the Arabic words in string literals of Sources, and fails where they are more than a bound.

A word by which rules read texts stands in a table of Language/, where a linguist can edit it. Left out are:
examples of rules and stages, and documentation (help, abstracts, suggestions, sentences in English); texts that the program writes for people
(the page, templates of new files); texts of the testing library; and single letters and signs, which are no words.

    literals.py [--bound N] [--each] [FOLDER]
"""

import argparse
import pathlib
import re
import sys

WORD = re.compile("[\u0621-\u0652\u0670-\u06d3]{2,}")
# What these open is an example or a text for people.
OPENS = re.compile(
    r"(?:RuleExample|StageExample|ExpectedAnnotation|StageRule|RuleDeclaration|StageDescription|Flag|Option|Argument"
    r"|CommandConfiguration|ExampleText|Diagnostic)\s*\($"
    r"|(?:examples?|finds|leaves|texts|suggestion|discussion|abstract|help|summary|nothingIn):?\s*(?:=\s*)?[\[(]$")
# What these label, up to the end of the literal.
LABELS = re.compile(
    r"(?:suggestion|discussion|abstract|help|summary|text|meaning|example|return):?\s*(?:=\s*)?$")
# A sentence of ours that quotes a word of Arabic.
SENTENCE = re.compile(r"[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}[^A-Za-z]+[A-Za-z]{2,}")
# Whole folders and files that speak to people, or test.
FOR_PEOPLE = ("Page/", "Server/", "IsnadTesting/", "CLI/StageTemplate", "CLI/New", "CLI/Eval/")
EXAMPLES = re.compile(r"Examples?\.swift$")


def literals(code):
    """(offset, text, whether it lies in an example or documentation) of each string literal."""
    found = []
    depth = []
    at = 0
    while at < len(code):
        if code.startswith("//", at):
            at = code.find("\n", at)
            if at < 0:
                break
        elif code.startswith("/*", at):
            at = code.find("*/", at) + 2
        elif code[at] == '"':
            mark = '"""' if code.startswith('"""', at) else '"'
            end = at + len(mark)
            while end < len(code) and not code.startswith(mark, end):
                end += 2 if code[end] == "\\" else 1
            inside = any(depth) or bool(LABELS.search(code[max(0, at - 60) : at].rstrip()))
            found.append((at, code[at + len(mark) : end], inside))
            at = end + len(mark)
        else:
            if code[at] in "([{":
                depth.append(bool(OPENS.search(code[max(0, at - 60) : at + 1])))
            elif code[at] in ")]}" and depth:
                depth.pop()
            at += 1
    return found


def words(code):
    return sum(len(WORD.findall(text)) for _, text, is_left_out in literals(code) if not is_left_out and not SENTENCE.search(text))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", default="Sources", type=pathlib.Path)
    parser.add_argument("--bound", type=int, default=0)
    parser.add_argument("--each", action="store_true", help="each file with its number")
    options = parser.parse_args()
    counts = {}
    for path in sorted(options.folder.rglob("*.swift")):
        name = path.relative_to(options.folder).as_posix()
        if name.startswith(FOR_PEOPLE) or EXAMPLES.search(name):
            continue
        count = words(path.read_text(encoding="utf-8"))
        if count:
            counts[name] = count
    total = sum(counts.values())
    for name, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        if options.each or total > options.bound > 0:
            print(f"{count:5}  {name}")
    print(f"{total} Arabic words stand in literals of {options.folder}.")
    if total > options.bound > 0:
        sys.exit(f"More than {options.bound}: move them into a table of Language/ (CONTRIBUTING.md).")


if __name__ == "__main__":
    main()
