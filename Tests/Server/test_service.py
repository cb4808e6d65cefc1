"""`isnad serve` over HTTP: what it answers, and what bad requests get. `make server` runs it."""

import gzip
import json
import signal
import socket
import subprocess
import threading
import time
import unittest
import zlib

from harness import ARTICLES, BIN, LIMIT, PIPELINE, ROOT, Server, ServerTest
from prometheus_client.parser import text_string_to_metric_families

LAYERS = ["sentences", "entities", "numbers", "quotes", "figures", "layers", "errors"]
LINES = "application/x-ndjson"
SLOW = "{ use: process, with: { command: [python3, %s] }%%s }" % (ROOT / "Tests/Server/slow_stage.py")


def article(name):
    return (ARTICLES / name).read_text(encoding="utf-8")


def lines(answer):
    return [json.loads(line) for line in answer[2].splitlines()]


class Answers(ServerTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def run_of(self, *documents):
        """What `isnad run` makes of the same documents."""
        path = self.folder / "documents.jsonl"
        path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")
        done = subprocess.run([BIN, "run", str(ROOT / "pipelines/annotate.yaml"), str(path), "-o", "-", "-q"], capture_output=True, text=True, timeout=LIMIT, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_an_article_gets_what_a_run_gives(self):
        for name in sorted(path.name for path in ARTICLES.glob("*.txt")):
            expected = self.run_of({"id": name, "text": article(name), "metadata": {"date": "2024-04-03"}})[0]
            status, headers, body = self.server.annotate(json.dumps({"id": name, "text": article(name), "metadata": {"date": "2024-04-03"}}), "application/json")
            self.assertEqual((status, headers["content-type"]), (200, "application/json"))
            document = json.loads(body)
            self.assertEqual({key: document[key] for key in ["id", "metadata", "text", *LAYERS]}, {key: expected[key] for key in ["id", "metadata", "text", *LAYERS]})
            self.assertGreater(len(document["quotes"]), 5)

    def test_many_documents_get_lines_in_order(self):
        texts = [article(path.name) for path in sorted(ARTICLES.glob("*.txt"))] * 50
        documents = [{"id": f"d{number}", "text": text} for number, text in enumerate(texts)]
        answer = self.server.annotate("".join(json.dumps(document) + "\n" for document in documents), LINES)
        self.assertEqual((answer[0], answer[1]["content-type"]), (200, LINES))
        self.assertEqual([(a["id"], a["quotes"]) for a in lines(answer)], [(b["id"], b["quotes"]) for b in self.run_of(*documents)])

    def test_lines_are_answered_as_they_come(self):
        with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
            client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: application/jsonl\r\nTransfer-Encoding: chunked\r\n\r\n")
            got = b""
            for number in range(3):
                line = json.dumps({"id": f"d{number}", "text": "وصل 5 أشخاص."}).encode() + b"\n"
                client.sendall(b"%x\r\n%s\r\n" % (len(line), line))
                while f'"id":"d{number}"'.encode() not in got:
                    got += client.recv(65536) or self.fail(got)
            client.sendall(b"0\r\n\r\n")
            while not got.endswith(b"0\r\n\r\n"):
                got += client.recv(65536) or self.fail(got)

    def test_units_and_layers(self):
        text = "قال 😀 إن 5 أشخاص وصلوا."
        starts = {unit: json.loads(self.server.annotate(text, path=f"/v1/annotate?offsets={unit}")[2])["numbers"][0]["start"] for unit in ["codepoint", "utf8", "utf16"]}
        at = text.index("5")
        self.assertEqual(starts, {"codepoint": at, "utf8": len(text[:at].encode()), "utf16": len(text[:at].encode("utf-16-le")) // 2})
        document = json.loads(self.server.annotate(text, path="/v1/annotate?layers=tokens,numbers")[2])
        self.assertEqual((len(document["layers"]["tokens"]) > 4, len(document["numbers"]), document["sentences"]), (True, 1, []))

    def test_encodings_and_pages(self):
        text = article("02-match.txt")
        for encoding in ["windows-1256", "utf-16"]:
            said = self.server.annotate(text.encode(encoding), f"text/plain; charset={encoding}")
            guessed = self.server.annotate(text.encode(encoding), "text/plain; charset=auto")
            self.assertEqual([json.loads(answer[2])["text"] for answer in (said, guessed)], [text, text])
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
        page = f"<html><head><title>خبر</title></head><body><nav><a href='/'>الرئيسية</a></nav><article><h1>خبر</h1>{paragraphs}</article></body></html>"
        document = json.loads(self.server.annotate(page, "text/html")[2])
        self.assertIn("فاز الوداد البيضاوي", document["text"])
        self.assertNotIn("الرئيسية", document["text"])

    def test_names_of_encodings_and_compressed_bodies(self):
        text = "قال الوزير إن 5 أشخاص وصلوا."
        for charset, letters in (("utf8", "utf-8"), ("UTF-8", "utf-8"), ("cp1256", "windows-1256"), ("asmo-708", "iso-8859-6")):
            answer = self.server.annotate(text.encode(letters), f"text/plain;charset={charset}")
            self.assertEqual((answer[0], json.loads(answer[2]).get("text")), (200, text), charset)
        page = f"<article><p>{text} وقال إنهم سيمكثون في المدينة إلى نهاية الأسبوع.</p></article>".encode()
        for body, type, more in ((gzip.compress(page), "text/html", {}), (gzip.compress(page), "text/html", {"Content-Encoding": "gzip"}), (zlib.compress(page), "text/html", {"Content-Encoding": "deflate"}), (gzip.compress(text.encode()), "text/plain", {"Content-Encoding": "gzip"})):
            answer = self.server.annotate(body, type, **more)
            self.assertEqual(answer[0], 200, answer)
            self.assertTrue(json.loads(answer[2])["text"].startswith(text))
        two = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i in range(2)).encode()
        self.assertEqual([a["id"] for a in lines(self.server.annotate(gzip.compress(two), LINES, **{"Content-Encoding": "gzip"}))], ["0", "1"])
        for body, more, status, code in ((b"x", {"Content-Encoding": "compress"}, 415, "unsupported-encoding"), (b"x", {"Content-Encoding": "gzip"}, 400, "damaged-body"), (gzip.compress(text.encode())[:-9], {}, 400, "damaged-body"), (gzip.compress(bytes(1 << 28), 1), {}, 413, "body-too-large")):
            answer = self.server.annotate(body, "text/plain", **more)
            self.assertEqual((answer[0], json.loads(answer[2])["type"]), (status, f"urn:isnad:problem:{code}"))

    def test_a_form_with_a_file(self):
        text = "قال الوزير إن 5 أشخاص وصلوا."
        part = lambda head, body: f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body + b"\r\n"
        page = f"<article><p>{text} وقال إنهم سيمكثون في المدينة إلى نهاية الأسبوع.</p></article>".encode()
        for body in (part('name="file"; filename="a.txt"', text.encode("windows-1256")), part('name="file"; filename="a.html"', page), part('name="a"', b"") + part('name="file"; filename="a.json"', json.dumps({"text": text}).encode()), part('name="file"; filename="x"\r\nContent-Type: text/html', page)):
            answer = self.server.annotate(body + b"--b--\r\n", 'multipart/form-data; boundary="b"')
            self.assertEqual(answer[0], 200, answer)
            self.assertTrue(json.loads(answer[2])["text"].startswith(text))
        good = part('name="file"', text.encode())
        for body, type, status in ((good, "multipart/form-data; boundary=b", 400), (good + b"--b--", "multipart/form-data", 400), (good * 2 + b"--b--", "multipart/form-data; boundary=b", 422), (b"--b--", "multipart/form-data; boundary=b", 422)):
            answer = self.server.annotate(body, type)
            self.assertEqual((answer[0], json.loads(answer[2])["type"]), (status, "urn:isnad:problem:bad-multipart"))

    def test_the_page_as_an_answer(self):
        status, headers, body = self.server.annotate(article("02-match.txt"), Accept="text/html")
        self.assertEqual((status, headers["content-type"]), (200, "text/html; charset=utf-8"))
        self.assertIn("frame-ancestors 'none'", headers["content-security-policy"])
        self.assertEqual(headers["x-content-type-options"], "nosniff")
        self.assertIn('<article class="document titled" id="article"', body)
        for accept, kind in [("*/*", "application/json"), ("text/html;q=0.4, application/*", "application/json"), ("image/png, text/*;q=0.1", "text/html; charset=utf-8")]:
            self.assertEqual(self.server.annotate("وصل 5 أشخاص.", Accept=accept)[1]["content-type"], kind)

    def test_a_form_without_a_script(self):
        form = "text=%D9%88%D8%B5%D9%84+5+%D8%A3%D8%B4%D8%AE%D8%A7%D8%B5."
        status, _, body = self.server.ask("POST", "/", form, Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(status, 200)
        self.assertIn(">5 أشخاص</mark>", body)
        status, headers, body = self.server.ask("POST", "/", "other=1", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual((status, headers["content-type"]), (400, "text/html; charset=utf-8"))
        self.assertIn('role="alert"', body)

    def test_what_is_told_of_the_server(self):
        self.assertEqual(json.loads(self.server.ask("GET", "/healthz")[2]), {"status": "ok", "pipeline": "report"})
        stages = json.loads(self.server.ask("GET", "/v1/stages")[2])
        self.assertEqual([stage["use"] for stage in stages["pipeline"]["stages"]][1:3], ["normalizer", "entity-tagger"])
        self.assertIn("quote-attributor", [stage["name"] for stage in stages["stages"]])
        before = self.figures()
        self.server.annotate("وصل 5 أشخاص.")
        self.server.annotate("", "application/json")
        after = self.figures()
        grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
        self.assertEqual(grown[("isnad_documents_total", ("outcome", "written"), ("pipeline", "report"))], 1)
        self.assertEqual(grown[("isnad_stage_documents_total", ("pipeline", "report"), ("stage", "normalizer"))], 1)
        self.assertEqual(grown[("isnad_http_requests_total", ("path", "/v1/annotate"), ("status", "200"))], 1)
        self.assertEqual(grown[("isnad_http_requests_total", ("path", "/v1/annotate"), ("status", "400"))], 1)
        self.assertEqual(self.server.ask("HEAD", "/healthz")[2], "")

    def figures(self):
        families = text_string_to_metric_families(self.server.ask("GET", "/metrics")[2])
        return {(sample.name, *sorted(sample.labels.items())): sample.value for family in families for sample in family.samples if not sample.name.endswith("_bucket")}


class BadRequests(ServerTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--max-body", 200_000, "--max-documents", 1000, "--timeout", 2).__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def tearDown(self):
        """Whatever came, the next one is served."""
        self.assertEqual(len(json.loads(self.server.annotate("وصل 5 أشخاص.")[2])["numbers"]), 1)

    def test_what_names_its_field(self):
        ask, annotate = self.server.ask, self.server.annotate
        self.assertProblem(ask("GET", "/nothing"), 404, "not-found", "path")
        answer = ask("DELETE", "/v1/annotate")
        self.assertProblem(answer, 405, "method-not-allowed", "method")
        self.assertEqual(answer[1]["allow"], "POST")
        self.assertProblem(annotate("x", "application/x-www-form-urlencoded"), 415, "unsupported-type", "Content-Type", "-H 'Content-Type: text/plain'")
        self.assertProblem(ask("POST", "/v1/annotate", "x"), 415, "unsupported-type", "Content-Type", "no Content-Type")
        self.assertProblem(annotate("x", "text/plain; charset=klingon"), 415, "unsupported-charset", "Content-Type", "'klingon'")
        self.assertProblem(annotate("x", Accept="image/png"), 406, "not-acceptable", "Accept", "application/json or text/html")
        self.assertProblem(annotate("x", path="/v1/annotate?offsets=bytes"), 400, "bad-parameter", "offsets", "'bytes' is no unit")
        self.assertProblem(annotate("x", path="/v1/annotate?offset=utf8"), 400, "bad-parameter", "offset", "no parameter 'offset'")
        self.assertProblem(annotate("{", "application/json"), 400, "invalid-json", "body", "malformed JSON")
        self.assertProblem(annotate("[1]", "application/json"), 422, "invalid-document", "text")
        self.assertProblem(annotate('{"id":"a"}', "application/json"), 422, "invalid-document", "text", "no 'text'")
        self.assertProblem(annotate('{"text":5}', "application/json"), 422, "invalid-document", "text", "a string, not a number")
        self.assertProblem(annotate('{"text":"a","id":{}}', "application/json"), 422, "invalid-document", "id")
        self.assertProblem(annotate(""), 422, "empty-document", "body")
        self.assertProblem(annotate("<html></html>", "text/html"), 422, "empty-document", "body")
        self.assertProblem(annotate("قال\nالوزير ".encode() + b"\xff"), 400, "invalid-utf8", "body", "line 2, byte 14: 0xFF")
        self.assertProblem(annotate(b'{"text":"\xff"}', "application/json"), 400, "invalid-utf8", "body")
        self.assertProblem(annotate("x", Sec_Fetch_Site="cross-site"), 403, "cross-site", "Sec-Fetch-Site")
        self.assertEqual([ask("GET", "/", Sec_Fetch_Site="cross-site")[0], annotate("x", Sec_Fetch_Site="same-origin")[0]], [200, 200])

    def test_a_bad_line_costs_only_itself(self):
        body = b'{"id":"a","text":"\xd9\x88"}\n\n{"id":"b"}\nno\n{"text":"\xff"}\n' + b'{"id":"c","text":"5"}'
        answers = lines(self.server.annotate(body, LINES))
        self.assertEqual([answer.get("id") for answer in answers], ["a", None, None, None, "c"])
        self.assertEqual([(answer["line"], answer["status"], answer["field"]) for answer in answers[1:4]], [(3, 422, "line 3"), (4, 400, "line 4"), (5, 400, "line 5")])

    def test_a_body_over_the_limit_is_refused_before_it_is_read(self):
        with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
            client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000000000\r\n\r\n")
            start, got = time.monotonic(), b""
            while b"body-too-large" not in got:
                got += client.recv(65536) or self.fail(got)
            self.assertIn(b"HTTP/1.1 413", got)
            # The rest is not waited for.
            while client.recv(65536):
                pass
            self.assertLess(time.monotonic() - start, 30)

    def test_a_body_without_a_length_over_the_limit(self):
        with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
            client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
            try:
                for _ in range(1000):
                    client.sendall(b"2710\r\n" + b"a" * 10_000 + b"\r\n")
            except OSError:
                pass
            client.settimeout(LIMIT)
            try:
                got = client.recv(65536)
            except ConnectionResetError:
                return
            self.assertIn(b"HTTP/1.1 413", got)

    def test_more_documents_than_a_request_may_bring(self):
        tiny = '{"text":"5"}\n'
        self.assertEqual(len(lines(self.server.annotate(tiny * 1000, LINES))), 1000)
        self.assertProblem(self.server.annotate(tiny * 1001, LINES), 413, "too-many-documents", "body", "at most 1000")
        # In a body without a length the answer has begun.
        answer = self.server.annotate(iter([(tiny * 600).encode(), (tiny * 600).encode()]), LINES)
        self.assertEqual(answer[0], 200)
        self.assertEqual(lines(answer)[-1]["type"], "urn:isnad:problem:too-many-documents")
        self.assertLessEqual(len(lines(answer)), 1001)

    def test_ten_thousand_tiny_documents(self):
        with Server() as server:
            body = "".join('{"id":"%d","text":"5"}\n' % number for number in range(10_000))
            self.assertEqual([answer["id"] for answer in lines(server.annotate(body, LINES))], [str(number) for number in range(10_000)])
            self.assertProblem(server.annotate(body + '{"text":"5"}', LINES), 413, "too-many-documents", "body")

    def test_a_line_that_is_too_long(self):
        body = iter([b'{"id":"a","text":"5"}\n{"id":"b","text":"', b"a" * 150_000, b'"}\n{"id":"c","text":"5"}\n'])
        path = self.pipeline("normalizer", settings="run: { max-document-bytes: 60000 }\n")
        with Server(pipeline=path) as server:
            answers = lines(server.annotate(body, LINES))
            self.assertEqual([answer.get("id") for answer in answers], ["a", None, "c"])
            self.assertEqual((answers[1]["status"], answers[1]["field"]), (413, "line 2"))

    def test_a_client_that_sends_a_byte_a_second(self):
        with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
            client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n")
            client.settimeout(1)
            got, start = b"", time.monotonic()
            while not got and time.monotonic() - start < 30:
                client.sendall(b"a")
                try:
                    got = client.recv(65536)
                except TimeoutError:
                    pass
            self.assertIn(b"HTTP/1.1 408", got)
            self.assertIn(b"urn:isnad:problem:slow-body", got)

    def test_a_head_that_does_not_come(self):
        for beginning in [b"", b"POST /v1/annotate HTTP/1.1\r\nHost:"]:
            with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
                client.sendall(beginning)
                self.assertEqual(client.recv(1000), b"")

    def test_a_client_that_hangs_up(self):
        for beginning in [b"Content-Length: 100000\r\n\r\nabc", b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"]:
            for kind in [b"text/plain", b"application/x-ndjson"]:
                client = socket.create_connection((self.server.host, self.server.port), timeout=LIMIT)
                client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: " + kind + b"\r\n" + beginning)
                client.close()

    def test_what_is_no_http(self):
        large = b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 3000 + b"\r\n"
        for beginning, status in [(b"\x16\x03\x01\x02\x00", b"400"), (b"hello\r\n\r\n", b"400"), (large, b"431")]:
            with socket.create_connection((self.server.host, self.server.port), timeout=LIMIT) as client:
                client.sendall(beginning)
                try:
                    got = client.recv(1000)
                except ConnectionResetError:
                    got = b""
                self.assertTrue(got == b"" or got.startswith(b"HTTP/1.1 " + status), got)


class Limits(ServerTest):
    def test_more_requests_than_there_is_room_for(self):
        server = self.serve("--max-requests", 1)
        with socket.create_connection((server.host, server.port), timeout=LIMIT) as client:
            client.sendall(b"POST /v1/annotate HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
            client.sendall(b"10\r\n{\"text\": \"555\"}\n\r\n")
            self.assertIn(b"200 OK", client.recv(65536))
            answer = server.annotate("5")
            self.assertProblem(answer, 429, "too-many-requests", None, "Try again")
            self.assertEqual(answer[1]["retry-after"], "1")
            self.assertEqual(server.ask("GET", "/healthz")[0], 200)
            client.sendall(b"0\r\n\r\n")
            while client.recv(65536).find(b"0\r\n\r\n") < 0:
                pass
        self.assertEqual(server.annotate("5")[0], 200)

    def test_a_stage_that_takes_too_long(self):
        # A plug-in that was stopped must start again within the time of the next document.
        server = self.serve("--timeout", 3, pipeline=self.pipeline("normalizer", SLOW % ""))
        self.assertProblem(server.annotate("هدوء 9"), 408, "timeout", None, "no answer within 3s")
        answers = lines(server.annotate('{"id":"a","text":"هدوء 9"}\n{"id":"b","text":"هدوء"}\n', LINES))
        self.assertEqual([(answer["id"], answer.get("status")) for answer in answers], [("a", 408), ("b", None)])
        self.assertEqual(json.loads(server.annotate("هدوء")[2])["layers"]["slow"][0]["text"], "ه")

    def test_stages_that_fail_or_take_out(self):
        keep = "{ use: filter, with: { keep: { metadata.language: ar } } }"
        server = self.serve(pipeline=self.pipeline(keep, SLOW % ", on-error: stop"))
        self.assertProblem(server.annotate("hello"), 422, "filtered", None, "stage 'filter' took the document out")
        self.assertProblem(server.annotate("فشل"), 422, "ValueError", None, "stage 'process' failed on the document")
        body = '{"id":"a","text":"hello"}\n{"id":"b","text":"فشل"}\n{"id":"c","text":"هدوء"}\n'
        answers = lines(server.annotate(body, LINES))
        self.assertEqual([(answer["id"], answer.get("status"), answer.get("line")) for answer in answers], [("a", 422, 1), ("b", 422, 2), ("c", None, None)])
        passing = self.serve(pipeline=self.pipeline(SLOW % ", on-error: pass"))
        self.assertEqual([error["stage"] for error in json.loads(passing.annotate("فشل")[2])["errors"]], ["process"])

    def test_a_request_is_a_run_of_its_own(self):
        server = self.serve(pipeline=self.pipeline("normalizer", "deduplicate"))
        body = '{"id":"a","text":"هدوء في المدينة"}\n{"id":"a","text":"هدوء في المدينة"}\n'
        for _ in range(2):
            self.assertEqual([answer.get("status") for answer in lines(server.annotate(body, LINES))], [None, 422])

    def test_requests_that_are_answered_end_before_the_server(self):
        server = self.serve(pipeline=self.pipeline(SLOW % ""))
        answers = []
        thread = threading.Thread(target=lambda: answers.append(server.annotate("هدوء 2")))
        thread.start()
        time.sleep(1)
        self.assertEqual(server.end(signal.SIGINT), 0)
        thread.join()
        self.assertEqual((answers[0][0], len(json.loads(answers[0][2])["layers"]["slow"])), (200, 1))


class Starting(ServerTest):
    def fails(self, *options, environment=None):
        done = subprocess.run([BIN, "serve", str(PIPELINE), *map(str, options)], capture_output=True, text=True, timeout=LIMIT, env=environment)
        self.assertEqual(done.returncode, 2, done.stderr)
        return done.stderr

    def test_a_token(self):
        token = "0123456789abcdef"
        (self.folder / "token").write_text(token + "\n")
        for server in [self.serve("--token-file", self.folder / "token"), self.serve(environment={"ISNAD_TOKEN": token})]:
            for header in [{}, {"Authorization": "Bearer 0123456789abcdee"}, {"Authorization": token}, {"Authorization": "Bearer " + token + "0"}]:
                answer = server.annotate("5", **header)
                self.assertProblem(answer, 401, "unauthorized", "Authorization", "Bearer TOKEN")
                self.assertEqual(answer[1]["www-authenticate"], "Bearer")
            self.assertEqual(server.annotate("5", Authorization="Bearer " + token)[0], 200)
            self.assertEqual(server.ask("GET", "/v1/stages")[0], 401)
            self.assertEqual(server.ask("GET", "/healthz")[0], 200)
            self.assertIn('type="password"', server.ask("GET", "/")[2])
            form = "application/x-www-form-urlencoded"
            self.assertEqual([server.ask("POST", "/", body, Content_Type=form)[0] for body in ["text=5", "text=5&token=" + token]], [401, 200])
        (self.folder / "short").write_text("abc")
        self.assertIn("the token must be one word of 16 characters or more", self.fails("--token-file", self.folder / "short"))
        self.assertIn("can't be read", self.fails("--token-file", self.folder / "none"))

    def test_it_listens_to_this_machine_alone(self):
        self.assertEqual(self.serve().host, "127.0.0.1")
        server = self.serve("--host", "0.0.0.0")
        server.end()
        self.assertIn("warning: everybody who reaches this machine can use the server", server.log)

    def test_what_can_not_start(self):
        server = self.serve()
        self.assertEqual(
            self.fails("--port", server.port).splitlines()[0],
            f"error[cannot-listen]: 127.0.0.1:{server.port} can't be listened on: Address already in use. "
            f"Another program may have the port: try --port {server.port + 1}, or --port 0 for a free one.")
        self.assertIn("--port must be from 0 to 65535, not 70000.", self.fails("--port", 70000))
        self.assertIn("--max-requests must be from 1 to 100000, not 0.", self.fails("--max-requests", 0))
        self.assertIn("error[cannot-listen]: no.such.host.invalid:8080 can't be listened on", self.fails("--host", "no.such.host.invalid"))
        done = subprocess.run([BIN, "serve", str(self.folder / "none.yaml")], capture_output=True, text=True, timeout=LIMIT)
        self.assertEqual(done.returncode, 2)
        self.assertIn("can't be read", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
