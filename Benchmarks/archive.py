"""The archive with a million articles: makes a database of so many by repeating and varying the corpus, and asks it over
HTTP, one reader alone and 32 at once.

    python3 Benchmarks/archive.py make .build/bench/archive 1000000
    python3 Benchmarks/archive.py ask .build/bench/archive/many.db

A copy of an article has a date of its own; names that few articles have get another last word in each copy, so that there
are as many names for an article as in the corpus. Numbers and the full-text index over articles, which the archive
does not use, are left out of the copies.
"""

import http.client
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

from measure import BIN, ROOT

CORPUS = [pathlib.Path(ROOT).parent / "shared/corpus" / name for name in ("ant.jsonl.gz", "news2.jsonl.gz")]
# In so many articles or fewer a name is rare, and another one in each copy.
RARE = 8
WORDS = "الحسني الرفاعي المنصوري البغدادي الدمشقي التلمساني القيرواني الصنعاني المقدسي الحلبي الموصلي البصري النجدي الفاسي الصيداوي العماني الأسيوطي الطنطاوي".split()
DAYS = 23
SEARCHES = ["", "غزة", "بايدن", "النفط", "\"مجلس الأمن\"", "الرئيس -مصر", "speaker:ترامب", "speaker:\"محمد مرسي\" غزة", "about:سوريا since:2015", "polarity:denied إيران", "outlet:bbc", "kind:direct الانتخابات", "في", "ان"]
READERS = 32
# Seconds in which a server that has been started reads ahead.
WARM_UP = 5


def make(folder, articles):
    folder.mkdir(parents=True, exist_ok=True)
    base, many = folder / "base.db", folder / "many.db"
    if not base.exists():
        subprocess.run([BIN, "run", str(pathlib.Path(ROOT) / "pipelines/database.yaml"), *map(str, CORPUS), "-o", str(base), "--quiet", "--set", "writer.identity=place"], check=True)
    many.unlink(missing_ok=True)
    database = sqlite3.connect(many, isolation_level=None)
    database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;")
    database.execute("ATTACH ? AS base", [str(base)])
    for pragma in ("user_version", "application_id"):
        database.execute(f"PRAGMA {pragma} = {database.execute(f'PRAGMA base.{pragma}').fetchone()[0]}")
    tables = ["documents", "entities", "quotes", "figures"]
    for table in [*tables, "numbers"]:
        database.execute(database.execute("SELECT sql FROM base.sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone()[0])
    rare = dict(database.execute(f"SELECT name, 1 FROM (SELECT name, count(DISTINCT document_key) AS n FROM base.entities WHERE label IN ('PER', 'ORG') GROUP BY name) WHERE n <= {RARE}"))
    database.create_function("varied", 2, lambda name, copy: f"{name} {WORDS[copy % len(WORDS)]}" if copy and name in rare else name, deterministic=True)
    # As the index over quotes has words: أ is ا there.
    database.create_function("spoken", 3, lambda words, name, copy: f"{words} {WORDS[copy % len(WORDS)].replace('أ', 'ا')}" if copy and name in rare else words, deterministic=True)
    database.execute(database.execute("SELECT sql FROM base.sqlite_master WHERE name = 'quotes_search'").fetchone()[0])
    most = {table: database.execute(f"SELECT max(key) FROM base.{table}").fetchone()[0] for table in tables}
    there = database.execute("SELECT count(*) FROM base.documents").fetchone()[0]
    copy = 0
    while copy * there < articles:
        rest = articles - copy * there
        database.execute("BEGIN")
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA base.table_info({table})")]
            new = []
            for column in columns:
                quoted = f'"{column}"'
                if column == "key":
                    quoted += f" + {copy * most[table]}"
                elif column == "document_key":
                    quoted += f" + {copy * most['documents']}"
                elif table == "documents" and column in ("id", "identity"):
                    quoted += f" || '~{copy}'"
                elif table == "documents" and column == "date":
                    quoted = f"""coalesce(date("date", '-{copy * DAYS} days'), "date")"""
                elif (table, column) in (("entities", "name"), ("quotes", "speaker_name"), ("figures", "source_name")):
                    quoted = f"varied({quoted}, {copy})"
                new.append(quoted)
            where = f"WHERE {'key' if table == 'documents' else 'document_key'} <= (SELECT key FROM base.documents ORDER BY key LIMIT 1 OFFSET {rest - 1})" if rest < there else ""
            names = ", ".join(f'"{column}"' for column in columns)
            database.execute(f"INSERT INTO main.{table} ({names}) SELECT {', '.join(new)} FROM base.{table} {where} ORDER BY key")
        # The archive takes the words of a quote from its index.
        last = f"AND q.document_key <= (SELECT key FROM base.documents ORDER BY key LIMIT 1 OFFSET {rest - 1})" if rest < there else ""
        database.execute(
            f"INSERT INTO main.quotes_search (rowid, speaker, text) SELECT q.key + {copy * most['quotes']}, spoken(s.speaker, q.speaker_name, {copy}), s.text"
            f" FROM base.quotes q JOIN base.quotes_search s ON s.rowid = q.key WHERE 1 {last} ORDER BY q.key")
        database.execute("COMMIT")
        copy += 1
        print(f"{copy * there} articles", flush=True)
    database.close()
    begin = time.time()
    subprocess.run(["/usr/bin/env", "time", "-v", BIN, "people", str(many), "--update", "--limit", "5"] if pathlib.Path("/usr/bin/time").exists() else [BIN, "people", str(many), "--update", "--limit", "5"], check=True)
    print(f"archive made in {time.time() - begin:.0f} s; {many.stat().st_size / 1e9:.1f} GB")
    database = sqlite3.connect(f"file:{many}?mode=ro", uri=True)
    assert database.execute("SELECT count(*) FROM archive_quotes").fetchone() == database.execute("SELECT count(*) FROM quotes").fetchone(), "the archive lacks quotes"


def describe(path):
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    tables = ["documents", "quotes", "figures", "archive_names", "archive_mentions", "people"]
    counts = ", ".join(f"{database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]} {table}" for table in tables)
    frequent = [row[0] for row in database.execute("SELECT id FROM people ORDER BY documents DESC LIMIT 25")]
    print(f"{path.stat().st_size / 1e9:.1f} GB: {counts}")
    return frequent


class Reader:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path):
        begin = time.perf_counter()
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return time.perf_counter() - begin


def line(name, times):
    times = sorted(times)
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000
    print(f"{name:34} {len(times):6} {statistics.median(times) * 1000:8.0f} {at(0.99):8.0f} {times[-1] * 1000:8.0f}", flush=True)


def worked(process):
    """Seconds of processor time that a process has taken."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(path, rounds=8):
    frequent = describe(path)
    server = subprocess.Popen([BIN, "serve", str(path), "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        port = next(int(found[1]) for found in (re.search(r"http://.*:(\d+)/", said) for said in server.stderr) if found)
        time.sleep(WARM_UP)
        kinds = {
            "first page of a search": ["/v1/archive/quotes?" + urllib.parse.urlencode({"q": search}) for search in SEARCHES],
            "the same by relevance": ["/v1/archive/quotes?" + urllib.parse.urlencode({"q": search, "sort": "relevance"}) for search in SEARCHES],
            "facets": ["/v1/archive/facets?" + urllib.parse.urlencode({"q": search}) for search in SEARCHES],
            "page of a search in a browser": ["/?" + urllib.parse.urlencode({"q": search}) for search in SEARCHES],
            "page of a name in a browser": ["/people/" + name for name in frequent],
            "figures": ["/figures?event=" + event for event in ("killed", "injured")],
        }
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        print(f"{'milliseconds':34} {'asked':>6} {'median':>8} {'99 %':>8} {'slowest':>8}")
        reader = Reader(port)
        for name, paths in kinds.items():
            first = [(reader.ask(path), path) for path in paths]
            line(name + ", first time", [seconds for seconds, _ in first])
            line(name, [reader.ask(path) for _ in range(rounds) for path in paths])
            slow = max(first)
            print(f"  slowest: {slow[0] * 1000:.0f} ms {urllib.parse.unquote(slow[1])}")
        times, lock = [], threading.Lock()

        def read(seed):
            chance, mine, reader = random.Random(seed), [], Reader(port)
            paths = [path for paths in kinds.values() for path in paths]
            for _ in range(40):
                path = chance.choice(paths)
                mine.append((reader.ask(path), path))
            with lock:
                times.extend(mine)

        used = worked(server)
        readers = [threading.Thread(target=read, args=[seed]) for seed in range(READERS)]
        begin = time.perf_counter()
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        line(f"{READERS} readers at once", [seconds for seconds, _ in times])
        cost = (worked(server) - used) / len(times)
        print(f"  {len(times) / (time.perf_counter() - begin):.0f} answers a second; load {os.getloadavg()[0]:.1f}")
        # What others take of the processors makes the waits longer, but not this.
        print(f"  {cost * 1000:.0f} ms of processor time an answer, so {READERS} at once wait {cost * READERS / os.cpu_count() * 1000:.0f} ms where nothing else runs")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, articles]:
            make(pathlib.Path(folder), int(articles))
        case ["ask", path]:
            ask(pathlib.Path(path))
        case _:
            sys.exit(__doc__)
