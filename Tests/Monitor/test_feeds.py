"""Feeds and pages over HTTP, and webhooks, against a server on this machine: `make monitor`."""

import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Commands"))

from feed_server import FeedServer
from harness import BIN, Command, plain


class Served(Command):
    def setUp(self):
        super().setUp()
        self.server = FeedServer()
        self.addCleanup(self.server.close)

    def pipeline(self, paths, writer="path: o.jsonl", run="", **options):
        options = {"allow-private": "true", "delay": "0s", **options}
        with_ = ", ".join(f"{name}: {value}" for name, value in options.items())
        urls = ", ".join(self.server.url + path for path in paths)
        self.write("p.yaml", (f"run: {{ {run} }}\n" if run else "") + f"stages:\n  - use: reader\n    with: {{ format: feeds, urls: [{urls}], {with_} }}\n  - use: writer\n    with: {{ {writer} }}\n")

    def ids(self, name="o.jsonl"):
        return [document["id"] for document in self.documents(name)]

    def wait(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end, "it did not happen")
            time.sleep(0.05)

    def lines(self, name="o.jsonl"):
        path = self.folder / name
        return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")] if path.exists() else []


class Feeds(Served):
    def test_each_feed_is_read_once_and_an_entry_by_its_guid_or_link(self):
        one = self.server.feeds["/one.xml"]
        one.put("tag:a,2024:1", "قتل خمسة أشخاص.")
        one.put("17", "رقم فقط.")
        two = self.server.feeds["/two.xml"]
        two.packed = True
        two.put("tag:a,2024:1", "الخبر نفسه بكلمات أخرى.")
        two.put("tag:b,2024:2", "خبر آخر.", link="https://news.example/2")
        self.server.feeds["/three.json"].body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "م", "items": [{"id": "urn:x:1", "content_text": "نص."}]}).encode()
        self.server.feeds["/four.xml"].body = "<rss><channel><item><link>https://news.example/4</link><title>بلا معرف</title></item></channel></rss>".encode()
        self.pipeline(["/one.xml", "/two.xml", "/three.json", "/four.xml"], **{"user-agent": '"NewsDesk/2 (desk@news.example)"'})
        self.isnad("run", "p.yaml", "-q")
        # What two feeds have is read from one of them; a bare number is one of its own feed's.
        self.assertEqual(sorted(self.ids()), sorted(["tag:a,2024:1", f"{self.server.url}/one.xml#17", "tag:b,2024:2", "urn:x:1", "https://news.example/4"]))
        self.assertEqual(self.server.agents, {"NewsDesk/2 (desk@news.example)"})
        self.assertEqual(self.server.most_at_once, 1)

    def test_feeds_that_fail_are_named_and_the_others_read(self):
        good = self.server.feeds["/good.xml"]
        good.put("g:1", "خبر.")
        self.server.feeds["/broken.xml"].body = b"<html>no feed</html>"
        self.server.feeds["/error.xml"].status = 500
        self.server.feeds["/huge.xml"].endless = True
        self.server.feeds["/slow.xml"].hangs = 5
        self.server.feeds["/moved.xml"].redirect = (302, "/good2.xml")
        self.server.feeds["/good2.xml"].put("g:2", "انتقل.")
        self.server.feeds["/loop.xml"].redirect = (301, "/loop.xml")
        self.server.feeds["/file.xml"].redirect = (302, "file:///etc/passwd")
        names = ["/good.xml", "/broken.xml", "/error.xml", "/huge.xml", "/slow.xml", "/moved.xml", "/loop.xml", "/file.xml", "/none.xml"]
        self.pipeline(names, timeout="2s")
        said = plain(self.isnad("run", "p.yaml", "-q", code=1).stderr)
        self.assertEqual(sorted(self.ids()), ["g:1", "g:2"])
        for name, reason in [
            ("/broken.xml", "it is no feed: its first element is 'html'"),
            ("/error.xml", "its server answers with 500"),
            ("/huge.xml", "the answer has more than 16777216 bytes"),
            ("/slow.xml", "the server took too long"),
            ("/loop.xml", "it redirects more than 5 times"),
            ("/none.xml", "its server answers with 404"),
        ]:
            self.assertIn(f"the feed '{self.server.url}{name}' can't be read: {reason}.", said)
        self.assertIn(f"the feed '{self.server.url}/file.xml' can't be read: ", said)

    def test_private_addresses_are_refused_unless_allowed(self):
        self.server.feeds["/a.xml"].put("a:1", "سر.")
        self.pipeline(["/a.xml"], **{"allow-private": "false"})
        said = self.isnad("run", "p.yaml", "-q", code=1).stderr
        self.assertIn("'127.0.0.1' is an address of a private network, and 'allow-private' does not allow that", said)
        self.assertEqual(sum(self.server.asked.values()), 0)
        port = self.server.url.rsplit(":", 1)[1]
        for host in ["localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"]:
            self.write("p.yaml", f"stages:\n  - use: reader\n    with: {{ paths: ['http://{host}:{port}/a.xml'], format: feed }}\n  - use: writer\n    with: {{ path: o.jsonl }}\n")
            self.isnad("run", "p.yaml", "-q", code=1)
        self.assertEqual(sum(self.server.asked.values()), 0)

    def test_robots_are_followed(self):
        self.server.pages["/robots.txt"] = b"User-agent: *\nDisallow: /no/\n"
        self.server.feeds["/no/a.xml"].put("a:1", "لا.")
        self.server.feeds["/yes/a.xml"].put("a:2", "نعم.")
        self.pipeline(["/no/a.xml", "/yes/a.xml"])
        said = self.isnad("run", "p.yaml", "-q", code=1).stderr
        self.assertIn("/no/a.xml' can't be read: the robots.txt of its server does not allow it.", said)
        self.assertEqual(self.ids(), ["a:2"])
        self.assertEqual((self.server.asked["/robots.txt"], self.server.asked["/no/a.xml"]), (1, 0))
        self.pipeline(["/no/a.xml"], robots="false")
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(self.ids(), ["a:1"])

    def test_the_article_is_followed_and_the_feeds_own_text_stands_for_a_page_that_fails(self):
        text = "أعلنت الحكومة اليوم عن خطة جديدة لدعم المزارعين في المناطق الشمالية بعد موسم جاف طويل، وقالت إنها ستنفق عليها مئة مليون دولار."
        self.server.pages["/1.html"] = f"<html><head><title>خطة</title></head><body><nav>الرئيسية</nav><article><h1>خطة</h1><p>{text}</p><p>{text}</p></article></body></html>".encode()
        feed = self.server.feeds["/f.xml"]
        feed.put("p:1", "ملخص.", title="خطة الحكومة", link=f"{self.server.url}/1.html")
        feed.put("p:2", "لا صفحة له.", link=f"{self.server.url}/gone.html")
        self.pipeline(["/f.xml"], articles="follow")
        self.isnad("run", "p.yaml", "-q")
        found = {document["id"]: document for document in self.documents("o.jsonl")}
        self.assertIn(text, found["p:1"]["text"])
        self.assertNotIn("الرئيسية", found["p:1"]["text"])
        self.assertEqual(found["p:1"]["metadata"]["title"], "خطة الحكومة")
        self.assertEqual(found["p:2"]["text"], "لا صفحة له.")

    def test_urls_stand_where_paths_may(self):
        self.server.pages["/a.jsonl"] = '{"id": "x1", "text": "نص."}\n'.encode()
        self.write("p.yaml", f"stages:\n  - use: reader\n    with: {{ paths: [{self.server.url}/a.jsonl?x=1], allow-private: true }}\n  - use: writer\n    with: {{ path: o.jsonl }}\n")
        self.server.pages["/a.jsonl?x=1"] = self.server.pages["/a.jsonl"]
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(self.ids(), ["x1"])
        self.isnad("run", "p.yaml", f"{self.server.url}/a.jsonl", "-q")
        self.assertEqual(self.server.asked["/a.jsonl"], 1)
        self.assertIn(f"'{self.server.url}/b.jsonl' can't be read: its server answers with 404.", self.isnad("run", "p.yaml", f"{self.server.url}/b.jsonl", "-q", code=1).stderr)

    def test_a_proxy_of_the_environment(self):
        self.server.feeds["http://news.example/a.xml"].put("p:1", "خبر عبر وسيط.")
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { format: feeds, urls: ['http://news.example/a.xml'], delay: 0s, robots: false }\n  - use: writer\n    with: { path: o.jsonl }\n")
        self.isnad("run", "p.yaml", "-q", environment={"http_proxy": self.server.url})
        self.assertEqual(self.ids(), ["p:1"])
        # What goes straight is looked at as if there were no proxy.
        asked = sum(self.server.asked.values())
        self.pipeline(["/a.xml"], **{"allow-private": "false"})
        for exception in ("127.0.0.1", "*", "localhost, 127.0.0.1"):
            said = self.isnad("run", "p.yaml", "-q", code=1, environment={"http_proxy": self.server.url, "no_proxy": exception}).stderr
            self.assertIn("'127.0.0.1' is an address of a private network", said)
        self.assertEqual(sum(self.server.asked.values()), asked)

    def test_opml(self):
        self.server.feeds["/a.xml"].put("a:1", "واحد.")
        self.server.feeds["/b.xml"].put("b:1", "اثنان.")
        self.write("feeds.opml", f'<?xml version="1.0"?><opml version="2.0"><body><outline text="عام"><outline type="rss" xmlUrl="{self.server.url}/a.xml"/></outline><outline xmlUrl="{self.server.url}/b.xml"/><outline xmlUrl="{self.server.url}/a.xml"/></body></opml>')
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { format: feeds, opml: feeds.opml, allow-private: true, delay: 0s }\n  - use: writer\n    with: { path: o.jsonl }\n")
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(sorted(self.ids()), ["a:1", "b:1"])
        self.server.pages["/list.opml"] = (self.folder / "feeds.opml").read_bytes()
        self.write("p.yaml", f"stages:\n  - use: reader\n    with: {{ format: feeds, opml: ['{self.server.url}/list.opml'], allow-private: true, delay: 0s }}\n  - use: writer\n    with: {{ path: o.jsonl }}\n")
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(sorted(self.ids()), ["a:1", "b:1"])

    def test_mistakes(self):
        for with_, said in [
            ("format: feeds", "'urls' or 'opml' of 'reader' must be given for feeds."),
            ("format: feeds, urls: [ftp://a/b]", "'urls' of 'reader' must be URLs of http or https, not 'ftp://a/b'."),
            ("format: feeds, paths: [a], urls: ['http://a/b']", "'paths' of 'reader' are for files; feeds are named by 'urls' and 'opml'."),
            ("paths: [a.txt], every: 5m", "'urls', 'opml' and 'every' of 'reader' are for feeds."),
            ("format: feeds, opml: none.opml", "'none.opml' is not there, or is no OPML."),
        ]:
            self.write("p.yaml", f"stages:\n  - use: reader\n    with: {{ {with_} }}\n  - use: writer\n    with: {{ path: o.jsonl }}\n")
            self.assertIn(said, self.isnad("run", "p.yaml", "-q", code=2).stderr)

    def test_a_run_that_goes_on_gives_each_entry_once_and_what_changed_again(self):
        feed = self.server.feeds["/f.xml"]
        for number in range(3):
            feed.put(f"e:{number}", f"خبر رقم {number}.")
        self.server.feeds["/bad.xml"].status = 503
        self.pipeline(["/f.xml", "/bad.xml"], writer="path: o.jsonl, append: true", every="200ms")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        try:
            self.wait(lambda: len(self.lines()) == 3)
            self.wait(lambda: self.server.unchanged["/f.xml"] > 1)
            self.assertEqual(len(self.lines()), 3)
            feed.put("e:3", "خبر جديد.")
            del feed.items["e:0"]
            feed.put("e:1", "تغير الخبر.")
            self.wait(lambda: len(self.lines()) == 5)
            # What went and comes back as it was is no news.
            feed.put("e:0", "خبر رقم 0.")
            asked = self.server.asked["/f.xml"]
            self.wait(lambda: self.server.asked["/f.xml"] > asked + 3)
        finally:
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=60)[1]
        self.assertEqual([line["id"] for line in self.lines()[:3]], ["e:0", "e:1", "e:2"])
        self.assertEqual(sorted(line["id"] for line in self.lines()[3:]), ["e:1", "e:3"])
        self.assertEqual(said.count("/bad.xml' can't be read: its server answers with 503."), 1)
        self.assertLess(self.server.asked["/bad.xml"], self.server.asked["/f.xml"])


class Idle(Served):
    """What came is saved while the feeds have nothing new."""

    def rows(self):
        try:
            with contextlib.closing(sqlite3.connect(f"file:{self.folder}/o.db?mode=ro", uri=True)) as database:
                return sorted(row[0] for row in database.execute("SELECT identity FROM documents"))
        except sqlite3.OperationalError:
            return []

    def saved(self):
        """What the run's state knows of the feed; its second line is a checksum."""
        path = self.folder / "state"
        position = json.loads(path.read_text().splitlines()[0])["position"] if path.exists() else None
        return position["feeds"][0] if position else {}

    def test_a_run_that_waits_for_an_hour_is_saved_and_killed_without_a_loss(self):
        feed = self.server.feeds["/f.xml"]
        for number in range(3):
            feed.put(f"i:{number}", f"خبر رقم {number}.")
        self.pipeline(["/f.xml"], writer="format: sqlite, path: o.db", every="1h", run="checkpoint: state, commit: 3s")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
        try:
            self.wait(lambda: "last_success" in self.saved())
        finally:
            process.kill()
            process.wait()
        self.assertEqual(self.rows(), ["i:0", "i:1", "i:2"])
        # The saved state knows the tag of the feed, and that it is not due for an hour.
        saved = self.saved()
        self.assertEqual(saved["failures"], 0)
        self.assertGreater(saved["due"], saved["last_success"] + 3500)
        self.assertEqual(self.server.asked["/f.xml"], 1)


class Killed(Served):
    """kill -9 at any moment while the feeds change: every entry once, none lost."""

    def test_kill_and_resume(self):
        for index in range(8):
            self.server.feeds[f"/{index}.xml"].put(f"k:{index}:0", "أول خبر.")
        self.pipeline([f"/{index}.xml" for index in range(8)], writer="path: o.jsonl, append: true", every="100ms", run="checkpoint: state, commit: 50ms")
        wanted = {f"k:{index}:0" for index in range(8)}
        for turn in range(12):
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
            for step in range(10):
                guid = f"k:{step % 8}:{turn * 10 + step + 1}"
                self.server.feeds[f"/{step % 8}.xml"].put(guid, f"خبر {guid}.")
                wanted.add(guid)
                time.sleep(0.02 + 0.01 * turn)
            process.kill()
            process.wait()
        # An entry that only the last run can give: it has begun when that is there.
        self.server.feeds["/0.xml"].put("k:0:last", "آخر خبر.")
        wanted.add("k:0:last")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
        try:
            self.wait(lambda: wanted <= {line["id"] for line in self.lines()})
        finally:
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=60), 143)
        found = [line["id"] for line in self.lines()]
        self.assertEqual(sorted(found), sorted(wanted))


class Webhook(Served):
    def run_to(self, extra="", code=0, articles=3):
        lines = [json.dumps({"id": f"w{i}", "text": f"نص {i}.", "metadata": {"title": f"عنوان \"{i}\""}}, ensure_ascii=False) for i in range(articles)]
        self.write("a.jsonl", "\n".join(lines) + "\n")
        self.write("p.yaml", f"stages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n  - use: writer\n    with: {{ format: webhook, url: {self.server.url}/hook{extra} }}\n")
        return self.isnad("run", "p.yaml", "-q", code=code)

    def test_documents_are_posted_in_order_and_signed(self):
        self.run_to(", secret: geheim")
        self.assertEqual([json.loads(body)["id"] for _, body in self.server.posts], ["w0", "w1", "w2"])
        for headers, body in self.server.posts:
            self.assertEqual(headers["X-Isnad-Signature-256"], "sha256=" + hmac.new(b"geheim", body, hashlib.sha256).hexdigest())
            self.assertEqual(headers["Content-Type"], "application/json")

    def test_what_is_not_taken_is_tried_again(self):
        self.server.refuse = [503, 429]
        self.run_to()
        self.assertEqual([json.loads(body)["id"] for _, body in self.server.posts], ["w0", "w0", "w0", "w1", "w2"])
        self.assertEqual(len({headers["X-Isnad-Delivery"] for headers, _ in self.server.posts}), 3)

    def test_what_is_refused_goes_to_a_file_or_ends_the_run(self):
        self.server.refuse = [400]
        self.run_to(", undelivered: lost.jsonl")
        self.assertEqual([document["id"] for document in self.documents("lost.jsonl")], ["w0"])
        self.assertEqual(len(self.server.posts), 3)
        self.server.refuse = [400]
        self.assertIn("did not take a document: the server answers with 400.", self.run_to(code=3).stderr)

    def test_a_slow_server_is_no_fault_of_the_feeds(self):
        """While documents wait for the webhook nobody takes the feeds' answers, for longer than a request may take."""
        urls = []
        for number in range(8):
            server = FeedServer(f"127.0.2.{number + 1}")
            self.addCleanup(server.close)
            for item in range(2):
                server.feeds["/f.xml"].put(f"s:{number}:{item}", "خبر.")
            urls.append(server.url + "/f.xml")
        self.server.pause = 1.5
        self.write("p.yaml", f"run: {{ workers: 1, batch: 1 }}\nstages:\n  - use: reader\n    with: {{ format: feeds, urls: [{', '.join(urls)}], timeout: 1s, delay: 0s, allow-private: true }}\n  - use: writer\n    with: {{ format: webhook, url: {self.server.url}/hook }}\n")
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(sorted(json.loads(body)["id"] for _, body in self.server.posts), [f"s:{number}:{item}" for number in range(8) for item in range(2)])

    def test_a_template(self):
        self.run_to(""", body: '{"text": "*{title}*: {text}", "n": {"x": "{id}"}}'""", articles=1)
        self.assertEqual(json.loads(self.server.posts[0][1]), {"text": '*عنوان "0"*: نص 0.', "n": {"x": "w0"}})


if __name__ == "__main__":
    unittest.main(verbosity=1)
