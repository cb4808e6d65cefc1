import ArgumentParser
import Isnad
import IsnadStages

/// What the files and types of a new stage are called. A stage may have nearly any name; a module of Python or a type of
/// Swift may not, since the languages and Isnad have names of their own: such a name gets `stage` behind it.
enum StageNames {
  /// - Throws: where a pipeline could not tell the stage from what is there already.
  static func check(_ name: String) throws {
    guard !name.hasPrefix("isnad") else {
      throw ValidationError(
        "names that begin with 'isnad' are Isnad's own; take another, such as price-watch.")
    }
    guard name != "null" else {
      throw ValidationError("'null' stands for nothing in YAML; take another name.")
    }
    guard !Registry.standard.names.contains(name) else {
      throw ValidationError("Isnad has a stage '\(name)' already; take another name, such as my-\(name).")
    }
  }

  /// A module, a function and a layer: `price_watch`, `class_stage`.
  static func snake(_ name: String) -> String {
    let snake = name.replacing("-", with: "_")
    return python.contains(snake) || layers.contains(snake) ? snake + "_stage" : snake
  }

  /// A module and a type of Swift: `PriceWatch`, `StringStage`.
  static func camel(_ name: String) -> String {
    let camel = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    // Swift's keywords, and nearly all of its types, are of one word: Any, Self, String.
    var free = name.contains("-") ? camel : camel + "Stage"
    while [free, free + "Layer", free + "Mark"].contains(where: swift.contains) { free += "Stage" }
    return free
  }

  /// Types that a new stage's sources name, and modules that Isnad is built with; those of two words.
  static let swift: Set<String> = [
    "UInt64", "StageOptions", "StageOption", "StageDescription", "StageExample", "ExpectedAnnotation",
    "StageRule",
    "StageContext", "StageContract", "StagePlugin", "TokenLayer", "LayerKey", "TextSpan", "AnnotationSink",
    "ArgumentParser", "AsyncAlgorithms", "HTTPTypes", "ServiceLifecycle", "SystemPackage",
  ]

  /// Names that an output has, or the function of a stage.
  private static let layers: Set<String> = [
    "sentences", "tokens", "normalized", "entities", "numbers", "quotes", "figures", "people", "schema",
    "offsets",
    "id", "source", "metadata", "text", "layers", "errors", "document", "documents", "options", "run",
  ]

  /// Keywords, functions and modules of Python 3.9 to 3.14.
  private static let python = Set(
    """
    abc abs aifc aiter all and anext annotationlib antigravity any argparse array as ascii assert ast async asynchat \
    asyncio asyncore atexit audioop await base64 bdb bin binascii bisect bool break breakpoint builtins bytearray bytes \
    bz2 calendar callable case cgi cgitb chr chunk class classmethod cmath cmd code codecs codeop collections colorsys \
    compile compileall complex compression concurrent configparser contextlib contextvars continue copy copyreg \
    copyright credits crypt csv ctypes curses dataclasses datetime dbm decimal def del delattr dict difflib dir dis \
    distutils divmod doctest elif else email encodings ensurepip enum enumerate errno eval except exec exit \
    faulthandler fcntl filecmp fileinput filter finally float fnmatch for format fractions from frozenset ftplib \
    functools gc genericpath getattr getopt getpass gettext glob global globals graphlib grp gzip hasattr hash hashlib \
    heapq help hex hmac html http id idlelib if imaplib imghdr imp import importlib in input inspect int io ipaddress \
    is isinstance issubclass iter itertools json keyword lambda len lib2to3 license linecache list locale locals \
    logging lzma mailbox mailcap map marshal match math max memoryview mimetypes min mmap modulefinder msilib msvcrt \
    multiprocessing netrc next nis nntplib nonlocal not nt ntpath nturl2path numbers object oct opcode open operator \
    optparse or ord os ossaudiodev parser pass pathlib pdb pickle pickletools pip pipes pkgutil platform plistlib \
    poplib posix posixpath pow pprint print profile property pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat \
    queue quit quopri raise random range re readline repr reprlib resource return reversed rlcompleter round runpy \
    sched secrets select selectors set setattr setuptools shelve shlex shutil signal site slice smtpd smtplib sndhdr \
    socket socketserver sorted spwd sqlite3 sre_compile sre_constants sre_parse ssl stat staticmethod statistics str \
    string stringprep struct subprocess sum sunau super symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib \
    tempfile termios test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback \
    tracemalloc try tty tuple turtle turtledemo type types typing unicodedata unittest urllib uu uuid vars venv \
    warnings wave weakref webbrowser while winreg winsound with wsgiref xdrlib xml xmlrpc yield zip zipapp zipfile \
    zipimport zlib zoneinfo
    """.split(separator: " ").map(String.init))
}
