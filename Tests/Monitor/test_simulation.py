"""Eight hours of a monitor in two minutes: 200 feeds that change, vanish, repeat, break, hang, redirect and send a gigabyte, with kills -9 in
between: `make simulation`.

The monitor is the real command. Its clock runs as many times faster as HOURS and MINUTES say (clock.c); nothing of the command knows.
Each server is an address of this machine.

    HOURS=8 MINUTES=2 WRITER=sqlite python3 test_simulation.py
"""

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

from clock import clock
from feed_server import FeedServer
from test_feeds import BIN, Served, plain

HOURS = float(os.environ.get("HOURS", "8"))
MINUTES = float(os.environ.get("MINUTES", "2"))
SPEED = HOURS * 60 / MINUTES

FEEDS, SERVERS = int(os.environ.get("FEEDS", "200")), 20
# So many items a feed holds; one stays for an hour at least.
HELD = 15


class SQLite:
    """A writer's options, and what it has written: an id, its text, its version."""

    options = "format: sqlite, path: o.db"

    def __init__(self, folder):
        self.folder = folder

    def close(self):
        pass

    def documents(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/o.db?mode=ro", uri=True)) as database:
            return {row[0]: row[1:] for row in database.execute("SELECT identity, text, version FROM documents")}

    def versions(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/o.db?mode=ro", uri=True)) as database:
            return database.execute("SELECT count(*) FROM document_versions").fetchone()[0]


class PostgreSQL:
    """The same, in a server that this starts."""

    def __init__(self, folder):
        # Only who asks for it needs a server's programs.
        from test_postgres import Cluster

        self.cluster = Cluster()
        self.cluster.ask("postgres", "CREATE DATABASE news")

    @property
    def options(self):
        return f"format: postgres, database: '{self.cluster.target('news')}'"

    def documents(self):
        return {row[0]: (row[1], int(row[2])) for row in self.cluster.ask("news", "SELECT identity, text, version FROM documents")}

    def versions(self):
        return int(self.cluster.ask("news", "SELECT count(*) FROM document_versions")[0][0])

    def close(self):
        self.cluster.close()


WRITERS = {"sqlite": SQLite, "postgres": PostgreSQL}


class World:
    """What the feeds hold, by the simulated clock."""

    def __init__(self, servers, chance):
        self.servers, self.chance = servers, chance
        self.feeds = []
        # All that was ever published: an id and each text that it had.
        self.published = {}
        # When each was published or changed last: what vanishes was there for an hour.
        self.since = {}
        self.hour = 0
        for number in range(FEEDS):
            server = servers[number % SERVERS]
            self.feeds.append((f"/{number}.xml", server))
            for item in range(3):
                self.publish(number, item)
        self.counts = [3] * FEEDS
        self.gone = {}
        # From the first hour to the last but one some are out of order for a while.
        self.faults = {number: self.fault(number) for number in chance.sample(range(FEEDS), FEEDS // 4)}

    def feed(self, number):
        path, server = self.feeds[number]
        return server.feeds[path]

    def publish(self, number, item, word="خبر"):
        guid = f"tag:{number},2024:{item}"
        text = f"{word} رقم {item} من الموجز {number}: قتل {item + 3} أشخاص."
        self.published.setdefault(guid, []).append(text)
        self.since[guid] = self.hour
        feed = self.feed(number)
        feed.items.pop(guid, None)
        feed.put(guid, text)

    def fault(self, number):
        start = self.chance.uniform(0.05, 0.6) * HOURS
        return (number % 6, start, start + self.chance.uniform(0.1, 0.5))

    def turn(self, hour):
        """What happens in a moment."""
        self.hour = hour
        for number, (kind, start, end) in self.faults.items():
            feed = self.feed(number)
            is_out = start <= hour < end
            feed.body = b"<html>no feed</html>" if is_out and kind == 0 else None
            feed.status = (503 if number % 2 else 404) if is_out and kind == 1 else 200
            feed.headers = {"Retry-After": "600"}
            feed.hangs = 30 if is_out and kind == 2 else 0
            feed.endless = is_out and kind == 3
            feed.cut = is_out and kind == 4
            feed.redirect = (302, f"/moved-{number}.xml") if is_out and kind == 5 else None
            if feed.redirect:
                self.feeds[number][1].feeds[feed.redirect[1]] = Moved(feed)

    def change(self):
        number = self.chance.randrange(FEEDS)
        feed = self.feed(number)
        kind = self.chance.random()
        guids = list(feed.items)
        if kind < 0.6:
            self.publish(number, self.counts[number])
            self.counts[number] += 1
            while len(feed.items) > HELD:
                self.gone[next(iter(feed.items))] = (number, feed.items.pop(next(iter(feed.items))))
        elif kind < 0.75:
            # It says something else, and stands where it stood.
            guid = self.chance.choice(guids)
            title, text, link = feed.items[guid]
            text = f"{text} تحديث {len(self.published[guid])}."
            self.published[guid].append(text)
            self.since[guid] = self.hour
            feed.items[guid] = (title, text, link)
        elif kind < 0.85 and self.gone:
            # It vanishes, and comes back as it was.
            guid = self.chance.choice(list(self.gone))
            number, item = self.gone.pop(guid)
            self.feed(number).items[guid] = item
        elif len(guids) > 3 and self.hour - self.since[guids[0]] > 1:
            self.gone[guids[0]] = (number, feed.items.pop(guids[0]))


class Moved:
    """The same feed under another name, while the first one leads there."""

    def __init__(self, feed):
        self.items, self.status, self.headers, self.redirect = feed.items, 200, {}, None
        self.hangs, self.endless, self.body, self.packed, self.cut = 0, False, None, True, False


class Simulation(Served):
    def setUp(self):
        super().setUp()
        self.servers = [FeedServer(f"127.0.1.{number + 1}") for number in range(SERVERS)]
        for server in self.servers:
            self.addCleanup(server.close)
        self.writer = WRITERS[os.environ.get("WRITER", "sqlite")](self.folder)
        self.addCleanup(self.writer.close)
        self.begin = time.time()

    def hour(self):
        return (time.time() - self.begin) * SPEED / 3600

    def start(self):
        environment = dict(os.environ, **clock(ahead=(time.time() - self.begin) * (SPEED - 1), speed=SPEED))
        with open(self.folder / "said", "ab") as said:
            self.process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, env=environment, stderr=said)
        self.addCleanup(self.end, self.process)

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()

    def usage(self):
        """Resident kilobytes, and open descriptors."""
        with open(f"/proc/{self.process.pid}/status") as status:
            memory = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        return memory, len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def test_every_item_once_and_none_lost(self):
        chance = random.Random(int(os.environ.get("SEED", "31")))
        world = World(self.servers, chance)
        urls = ", ".join(server.url + path for path, server in world.feeds)
        self.write("p.yaml", f"""run: {{ mode: continuous, checkpoint: state, commit: 10m, max-document-bytes: 1000000 }}
stages:
  - use: reader
    with: {{ format: feeds, every: 5m, timeout: 5s, delay: 0s, allow-private: true, urls: [{urls}] }}
  - normalizer
  - number-extractor
  - {{ use: deduplicate, with: {{ by: id, action: mark, memory: 30 days, window: 20000 }} }}
  - {{ use: writer, id: database, with: {{ {self.writer.options} }} }}
  - {{ use: writer, id: lines, with: {{ path: o.jsonl, append: true, layers: [numbers] }} }}
""")
        self.start()
        halt = threading.Event()

        def live():
            while not halt.is_set() and self.hour() < HOURS - 1:
                world.turn(self.hour())
                # Something every twenty simulated seconds.
                world.change()
                time.sleep(20 / SPEED)
            world.turn(HOURS)
        life = threading.Thread(target=live)
        life.start()
        kills = 0
        usage = []
        try:
            # In the first half it is killed again and again, in the second one it is watched.
            while self.hour() < HOURS / 2:
                time.sleep(chance.uniform(1, 6))
                self.assertIsNone(self.process.poll(), self.said())
                self.process.kill()
                self.process.wait()
                kills += 1
                self.start()
            while self.hour() < HOURS - 1:
                time.sleep(1)
                self.assertIsNone(self.process.poll(), self.said())
                usage.append(self.usage())
            life.join()
            wanted = set(world.published)
            try:
                self.wait(lambda: wanted <= self.ids() and self.latest(world) == [], seconds=MINUTES * 60)
            except AssertionError:
                self.fail(f"lost: {sorted(wanted - self.ids())[:20]}; old: {self.latest(world)[:20]}; {self.said()}")
            usage.append(self.usage())
        finally:
            halt.set()
            life.join()
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(timeout=60), 143, self.said())
        self.check(world, kills, usage)

    def said(self):
        return plain((self.folder / "said").read_text()[-3000:])

    def ids(self):
        return {document["id"] for document in self.lines()}

    def texts(self):
        texts = {}
        for document in self.lines():
            texts.setdefault(document["id"], []).append(document["text"])
        return texts

    def latest(self, world):
        """Items that a feed holds and whose last text has not come."""
        texts = self.texts()
        held = {guid for number in range(FEEDS) for guid in world.feed(number).items}
        return sorted(guid for guid in held if texts.get(guid, [None])[-1] != world.published[guid][-1])

    def check(self, world, kills, usage):
        texts = self.texts()
        self.assertEqual(set(texts), set(world.published))
        for guid, found in texts.items():
            # Each text once, in the order in which they were published; one that changed twice between two looks may be missing.
            self.assertEqual(len(found), len(set(found)), guid)
            places = [world.published[guid].index(text) for text in found]
            self.assertEqual(places, sorted(places), guid)
        documents = self.writer.documents()
        self.assertEqual(set(documents), set(texts))
        for guid, (text, version) in documents.items():
            self.assertEqual(text, texts[guid][-1], guid)
            # What came behind the last commit before a kill is cut from the lines and stays in the database: a text that has
            # changed until the next run asks is an earlier version there alone.
            self.assertIn(version, range(len(texts[guid]), len(world.published[guid]) + 1), guid)
        self.assertEqual(self.writer.versions(), sum(version - 1 for _, version in documents.values()))
        # An id that came again is known, whatever run it came in.
        again = [document for document in self.lines() if "duplicate_of" in document["metadata"]]
        self.assertEqual(len(again), sum(len(found) - 1 for found in texts.values()))
        self.assertGreater(kills, 5)
        third = max(1, len(usage) // 3)
        early, late = max(memory for memory, _ in usage[:third]), max(memory for memory, _ in usage[-third:])
        requests = sum(sum(server.asked.values()) for server in self.servers)
        print(f"{HOURS:g} hours at {SPEED:g} times the speed: {len(texts)} items, {sum(map(len, texts.values()))} documents, {requests} requests, {kills} kills; "
              f"memory {early} kB, then {late} kB; descriptors {usage[0][1]}, then {usage[-1][1]}", file=sys.stderr)
        self.assertLess(late, early * 1.15 + 10_000)
        self.assertLess(usage[-1][1], max(files for _, files in usage[:third]) + 40)


if __name__ == "__main__":
    unittest.main(verbosity=1)
