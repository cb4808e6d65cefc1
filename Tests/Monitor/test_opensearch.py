"""Documents into OpenSearch, against a stand-in on this machine that checks the protocol."""

import base64
import json
import pathlib
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Commands"))

from harness import BIN, Command, plain
from search_server import SearchServer


class Bulk(Command):
    AUTHORIZATION = None

    def setUp(self):
        super().setUp()
        self.server = SearchServer(self.AUTHORIZATION)
        self.addCleanup(self.server.close)

    def tearDown(self):
        self.assertEqual(self.server.wrong, [])
        super().tearDown()

    def articles(self, count, start=0, text="نص رقم {}."):
        lines = [json.dumps({"id": f"s{i}", "text": text.replace("{}", str(i)), "metadata": {"title": f"عنوان {i}"}}, ensure_ascii=False) for i in range(start, start + count)]
        self.write("a.jsonl", "\n".join(lines) + "\n")

    def pipeline(self, extra="", run=""):
        self.write("p.yaml", (f"run: {{ {run} }}\n" if run else "") + f"stages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n  - use: writer\n    with: {{ format: opensearch, url: {self.server.url}, index: news{extra} }}\n")

    def run_to(self, extra="", code=0, run="", environment=None):
        self.pipeline(extra, run)
        return self.isnad("run", "p.yaml", "-q", code=code, environment=environment)


class Documents(Bulk):
    def test_a_document_is_there_once_under_its_id_as_in_jsonl(self):
        self.articles(300)
        self.run_to()
        self.assertEqual(sorted(self.server.documents), sorted(f"s{i}" for i in range(300)))
        self.write("j.yaml", "stages:\n  - use: reader\n    with: { paths: [a.jsonl] }\n  - use: writer\n    with: { path: o.jsonl }\n")
        self.isnad("run", "j.yaml", "-q")
        self.assertEqual([self.server.documents[document["id"]] for document in self.documents("o.jsonl")], self.documents("o.jsonl"))
        # Again, and some of them changed: what was there is replaced.
        self.articles(10, text="نص تغير {}.")
        self.run_to()
        self.assertEqual(len(self.server.documents), 300)
        self.assertEqual(self.server.documents["s9"]["text"], "نص تغير 9.")
        self.assertEqual(self.server.conflicts, 0)

    def test_requests_are_packed_and_bounded(self):
        self.articles(400, text="كلمات كثيرة تتكرر هنا مرة بعد مرة {}. " * 20)
        self.run_to(", batch-bytes: 50_000")
        self.assertEqual(len(self.server.documents), 400)
        self.assertLessEqual(max(request["bytes"] for request in self.server.requests), 50_000)
        self.assertGreater(len(self.server.requests), 10)
        self.assertLess(sum(request["packed"] for request in self.server.requests) * 4, sum(request["bytes"] for request in self.server.requests))

    def test_a_request_that_is_too_large_is_halved(self):
        self.articles(64)
        self.server.max_bytes = 3_000
        self.run_to()
        self.assertEqual(len(self.server.documents), 64)
        self.write("a.jsonl", json.dumps({"id": "huge", "text": "ن" * 5_000}) + "\n" + json.dumps({"id": "small", "text": "نص."}) + "\n")
        self.run_to(", undelivered: lost.jsonl")
        self.assertIn("small", self.server.documents)
        self.assertEqual([document["id"] for document in self.documents("lost.jsonl")], ["huge"])

    def test_long_ids(self):
        ids = ["م" * 1000 + str(n) for n in range(3)]
        self.write("a.jsonl", "".join(json.dumps({"id": name, "text": "نص."}) + "\n" for name in ids))
        self.run_to()
        self.assertEqual(sorted(document["id"] for document in self.server.documents.values()), ids)


class Failures(Bulk):
    def test_what_the_server_can_not_take_now_is_tried_again(self):
        self.articles(20)
        self.server.statuses = [503, 429]
        self.server.headers = {"Retry-After": "1"}
        self.server.item_statuses = {"s3": [429, 503], "s5": [429]}
        start = time.monotonic()
        self.run_to()
        self.assertEqual(len(self.server.documents), 20)
        # Twice a second, as it asked for, and then two pauses of its own.
        self.assertGreater(time.monotonic() - start, 2)
        # Only what was not taken was sent again.
        self.assertLess(self.server.requests[-1]["bytes"], self.server.requests[0]["bytes"] / 4)

    def test_a_late_try_does_not_undo_what_came_after_it(self):
        lines = [{"id": "x", "text": "الأول."}, {"id": "x", "text": "الثاني."}]
        self.write("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.server.item_statuses = {"x": [429, 200]}
        self.run_to()
        self.assertEqual(self.server.documents["x"]["text"], "الثاني.")
        self.assertEqual(self.server.conflicts, 1)

    def test_what_is_refused_goes_to_a_file_or_ends_the_run(self):
        self.articles(5)
        self.server.item_statuses = {"s2": [400]}
        said = plain(self.run_to(", undelivered: lost.jsonl").stderr)
        self.assertEqual(sorted(self.server.documents), ["s0", "s1", "s3", "s4"])
        self.assertEqual([document["id"] for document in self.documents("lost.jsonl")], ["s2"])
        self.assertIn(f"'{self.server.url}/news' did not take the document 's2': mapper_parsing_exception: stand-in: 400.", said)
        self.server.item_statuses = {"s2": [400]}
        self.assertIn("did not take the document 's2': mapper_parsing_exception", self.run_to(code=3).stderr)

    def test_an_answer_that_is_none(self):
        self.articles(1)
        self.server.statuses = [404]
        self.assertIn("/news' takes no documents: it answers with 404.", self.run_to(code=3).stderr)

    def test_mistakes(self):
        self.articles(1)
        for extra, said in [
            (", index: News", "'index' of 'writer' must be a name in small letters for opensearch."),
            (", index: a/b", "'index' of 'writer' must be a name in small letters"),
            (", user: u", "'user' of 'writer' and 'password' go together."),
            (", api-key: kkkkk, user: u, password: ppppp", "'api-key' of 'writer' is in place of 'user'."),
            (', api-key: "a\\nb"', "'api-key' of 'writer' can't have a line break"),
        ]:
            text = f"stages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n  - use: writer\n    with: {{ format: opensearch, url: {self.server.url}{extra if 'index' in extra else ', index: news' + extra} }}\n"
            self.write("p.yaml", text)
            self.assertIn(said, self.isnad("run", "p.yaml", code=2).stderr)


class Rights(Bulk):
    AUTHORIZATION = "Basic " + base64.b64encode("ناشر:geheim~?>".encode()).decode()

    def test_user_and_password(self):
        self.articles(1)
        self.run_to(", user: ناشر, password: '${SEARCH_PASSWORD}'", environment={"SEARCH_PASSWORD": "geheim~?>"})
        self.assertEqual(list(self.server.documents), ["s0"])
        said = self.run_to(", user: ناشر, password: falschfalsch", code=3).stderr
        self.assertIn("does not let us in: it answers with 401.", said)
        self.assertNotIn("falschfalsch", said)

    def test_a_key(self):
        self.server.authorization = "ApiKey abcdef"
        self.articles(1)
        self.run_to(", api-key: abcdef")
        self.assertEqual(list(self.server.documents), ["s0"])


class Killed(Bulk):
    def test_kill_and_resume(self):
        self.articles(3000)
        self.pipeline(run="checkpoint: state, commit: 20ms, batch: 8")
        for turn in range(6):
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
            time.sleep(0.3 + 0.2 * turn)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(len(self.server.documents), 3000)
        self.assertEqual({document["text"] for document in self.server.documents.values()}, {f"نص رقم {i}." for i in range(3000)})


if __name__ == "__main__":
    unittest.main(verbosity=1)
