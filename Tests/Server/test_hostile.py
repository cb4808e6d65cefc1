"""Requests that mean harm: what takes long, what takes places, what comes from elsewhere, and what is broken."""

import http.client
import json
import os
import signal
import socket
import sys
import time
import unittest

from harness import ARTICLES, PIPELINE, ServerTest

TOKEN = "correct-horse-battery"
SLOW = "{ use: process, with: { command: [python3, %s] } }"
PLUGIN = """import json, sys, time
sys.stdin.readline()
print('{"protocol":"isnad-process/1","name":"slow","provides":["marks"]}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if "fail" in request["document"]["text"]:
        print(json.dumps({"key": request["key"], "error": {"code": "no", "message": "the token is " + "s3cret-" + "w0rd"}}), flush=True)
        continue
    time.sleep(float(request["document"]["text"].split()[0]))
    print(json.dumps({"key": request["key"], "layers": {}}), flush=True)
"""


class Hostile(ServerTest):
    def raw(self, server, text, timeout=10):
        """What comes back to bytes as they are, until the connection is closed or nothing comes for a second."""
        with socket.create_connection((server.host, server.port), timeout=timeout) as connection:
            connection.sendall(text.encode() if isinstance(text, str) else text)
            connection.settimeout(2)
            got = b""
            try:
                while piece := connection.recv(65536):
                    got += piece
            except TimeoutError:
                pass
            return got.decode(errors="replace")

    def head(self, server, *lines, start="POST /v1/annotate HTTP/1.1", host=True):
        lines = ([f"Host: {server.host}:{server.port}"] if host else []) + list(lines)
        return "\r\n".join([start, *lines, "", ""])

    def status(self, answer):
        self.assertTrue(answer.startswith("HTTP/1.1 "), answer)
        return int(answer.split()[1])

    # Time and room

    def test_work_keeps_nobody_from_an_answer(self):
        server = self.serve("--timeout", "60")
        text = ("قال محمد: «" * 40000 + "\n") * 8
        busy = []
        for _ in range(4):
            connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
            connection.request("POST", "/v1/annotate", text.encode(), {"Content-Type": "text/plain"})
            busy.append(connection)
        slowest = 0
        for _ in range(20):
            begin = time.monotonic()
            self.assertEqual(server.ask("GET", "/healthz")[0], 200)
            slowest = max(slowest, time.monotonic() - begin)
        self.assertLess(slowest, 2)
        for connection in busy:
            connection.getresponse().read()
            connection.close()

    def test_the_time_for_an_article_counts_for_stages_that_compute(self):
        server = self.serve("--timeout", "1", "--max-body", 30 << 20, "--max-annotations", 1 << 30)
        text = ("وصل محمد العلي إلى بغداد يوم 5 مايو 2024 وقال إن 33 شخصا أصيبوا. " * 40 + "\n") * 4000
        begin = time.monotonic()
        answer = server.annotate(text[: 15 << 20].encode()[: 15 << 20].decode(errors="ignore"))
        self.assertEqual(answer[0], 408, answer[2][:200])
        self.assertProblem(answer, 408, "timeout", None, "no answer within 1s")
        self.assertLess(time.monotonic() - begin, 15)

    def test_lines_are_read_no_faster_than_their_answers_are_taken(self):
        server = self.serve("--max-body", 200 << 20, "--timeout", "60")
        line = json.dumps({"text": "قال الوزير سامي الحداد إن 33 شخصا أصيبوا في انفجار شرق المدينة. " * 20}).encode() + b"\n"
        size = 100 << 20
        with socket.create_connection((server.host, server.port)) as connection:
            connection.sendall(self.head(server, "Content-Type: application/x-ndjson", f"Content-Length: {size}").encode())
            connection.settimeout(4)
            sent = 0
            try:
                while sent < size:
                    sent += connection.send(line * 50)
            except TimeoutError:
                pass
            self.assertLess(sent, size // 2)
            for field in open(f"/proc/{server.process.pid}/status"):
                if field.startswith("VmHWM"):
                    self.assertLess(int(field.split()[1]) << 10, 400 << 20)
            self.assertEqual(server.ask("GET", "/healthz")[0], 200)

    def test_more_annotations_than_a_document_may_have(self):
        server = self.serve()
        self.assertProblem(server.annotate("1 " * 1_500_000), 413, "too-many-annotations", None, "more than 200000 annotations in 'numbers'")
        memory = 0
        for line in open(f"/proc/{server.process.pid}/status"):
            if line.startswith("VmHWM"):
                memory = int(line.split()[1]) << 10
        self.assertLess(memory, 600 << 20)
        small = self.serve("--max-annotations", 3)
        self.assertProblem(small.annotate("1 2 3 4 5"), 413, "too-many-annotations", None)
        self.assertEqual(small.annotate("1 2")[0], 200)

    def test_two_signals_end_it(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            (self.folder / "slow.py").write_text(PLUGIN)
            server = self.serve(pipeline=self.pipeline("normalizer", SLOW % (self.folder / "slow.py")))
            connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
            connection.request("POST", "/v1/annotate", b"40", {"Content-Type": "text/plain"})
            time.sleep(1)
            begin = time.monotonic()
            server.process.send_signal(number)
            time.sleep(0.5)
            server.process.send_signal(number)
            self.assertEqual(server.process.wait(5), 128 + number)
            self.assertLess(time.monotonic() - begin, 5)
            connection.close()
            server.process.communicate()

    # Who may ask

    def test_strangers_take_no_places(self):
        server = self.serve("--max-requests", 4, environment={"ISNAD_TOKEN": TOKEN})
        slow = []
        for number in range(12):
            connection = socket.create_connection((server.host, server.port))
            path, kind = [("/", "application/x-www-form-urlencoded"), ("/v1/annotate", "text/plain")][number % 2]
            connection.sendall(self.head(server, f"Content-Type: {kind}", "Content-Length: 100", start=f"POST {path} HTTP/1.1").encode() + b"te")
            slow.append(connection)
        time.sleep(0.5)
        for _ in range(4):
            self.assertEqual(server.annotate("وصل الوفد.", authorization=f"Bearer {TOKEN}")[0], 200)
        for connection in slow:
            connection.close()

    def test_idle_connections_lock_nobody_out(self):
        server = self.serve("--max-requests", 1)
        idle = []
        for _ in range(150):  # More than the 68 that there is room for.
            connection = socket.create_connection((server.host, server.port))
            connection.sendall(self.head(server, start="GET /healthz HTTP/1.1").encode())
            connection.recv(4096)
            idle.append(connection)
        self.assertEqual(server.ask("GET", "/healthz", timeout=5)[0], 200)
        self.assertEqual(server.annotate("وصل الوفد.", )[0], 200)
        for connection in idle:
            connection.close()

    def test_names_that_are_not_its_own(self):
        server = self.serve("--name", "news.example")
        ask = lambda host: self.status(self.raw(server, f"GET /v1/stages HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
        for host in ("127.0.0.1", f"127.0.0.1:{server.port}", "localhost", "LOCALHOST.:80", "[::1]:8080", "isnad:8080", "news.example", "News.Example:443"):
            self.assertEqual(ask(host), 200, host)
        for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "[::2]", "127.0.0.1@evil.example"):
            self.assertEqual(ask(host), 421, host)
        self.assertEqual(self.status(self.raw(server, "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")), 400)

    def test_pages_of_other_sites(self):
        server = self.serve("--name", "news.example")
        own = f"http://{server.host}:{server.port}"
        for origin, wanted in ((own, 200), (f"https://{server.host}:{server.port}", 200), ("https://news.example", 200), ("http://evil.example", 403),
                               ("null", 403), (f"http://{server.host}:1", 403), (f"http://{server.host}", 403), ("http://localhost:9", 403)):
            self.assertEqual(server.annotate("وصل الوفد.", origin=origin)[0], wanted, origin)
            form = server.ask("POST", "/", b"text=a", Content_Type="application/x-www-form-urlencoded", Origin=origin)
            self.assertEqual(form[0], wanted, origin)
        self.assertEqual(server.ask("GET", "/", Origin="http://evil.example")[0], 200)
        # So that a browser says whose page a form without a script comes from, over plain http too.
        _, headers, page = server.ask("GET", "/")
        self.assertEqual(headers["Referrer-Policy"], "same-origin")
        self.assertIn('<meta name="referrer" content="same-origin">', page)
        form = server.ask("POST", "/", b"text=a", Host=f"news.example:{server.port}", Origin=f"http://news.example:{server.port}", Content_Type="application/x-www-form-urlencoded")
        self.assertEqual(form[0], 200)

    # What is broken

    def test_broken_heads_and_bodies(self):
        server = self.serve()
        plain = "Content-Type: text/plain"
        unknown = self.raw(server, self.head(server, plain, "Transfer-Encoding: gzip, chunked", "Connection: close") + "0\r\n\r\n")
        self.assertEqual(self.status(unknown), 501)
        trailers = "".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(400))
        large = self.raw(server, self.head(server, plain, "Transfer-Encoding: chunked", "Connection: close") + "2\r\nab\r\n0\r\n" + trailers + "\r\n")
        self.assertEqual(self.status(large), 431)
        for head in ([f"X-{n}: {'y' * 1000}" for n in range(400)], [f"X-{n}: y" for n in range(1000)], ["X: " + "y" * 200_000]):
            answer = self.raw(server, self.head(server, plain, *head, "Content-Length: 2") + "ab")
            self.assertEqual(self.status(answer), 431)
            self.assertEqual(json.loads(answer.split("\r\n\r\n")[1])["type"], "urn:isnad:problem:head-too-large")
        for line, code, field in (("GET /v1/stages?q=بايدن HTTP/1.1", "broken-address", "path"), ("GET /v1/stages HTTQ/1.1", "broken-head", "head"), ("GET /v1/stages HTTP/1.1\r\nX y: 1", "broken-head", "head")):
            answer = self.raw(server, f"{line}\r\nHost: {server.host}:{server.port}\r\n\r\n")
            self.assertEqual(self.status(answer), 400, line)
            problem = json.loads(answer.split("\r\n\r\n")[1])
            self.assertEqual((problem["type"], problem["field"]), (f"urn:isnad:problem:{code}", field))
        # One that the parser knows no end of is not known here either.
        self.assertEqual(self.status(self.raw(server, self.head(server, plain, "Transfer-Encoding: cow", "Connection: close") + "ab")), 501)
        self.assertEqual(server.ask("GET", "/healthz")[0], 200)
        self.assertNotIn('status="500"', server.ask("GET", "/metrics")[2])

    def test_a_client_that_asks_first(self):
        server = self.serve()
        with socket.create_connection((server.host, server.port), timeout=5) as connection:
            connection.sendall(self.head(server, "Content-Type: text/plain", "Content-Length: 10", "Expect: 100-continue").encode())
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 100 "))
            connection.sendall(b"1234567890")
            self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200 "))

    def test_a_client_that_hangs_up_is_no_error_of_the_server(self):
        server = self.serve()
        for kind in ("text/plain", "application/x-ndjson"):
            for length in ("Content-Length: 1000", "Transfer-Encoding: chunked"):
                connection = socket.create_connection((server.host, server.port))
                connection.sendall(self.head(server, f"Content-Type: {kind}", length).encode() + b"5\r\nabcde\r\n")
                time.sleep(0.2)
                connection.close()
        time.sleep(0.5)
        self.assertNotIn('status="500"', server.ask("GET", "/metrics")[2])
        server.end()
        self.assertNotIn("error", server.log)

    def test_secrets_stay_secret(self):
        (self.folder / "slow.py").write_text(PLUGIN)
        pipeline = self.pipeline("normalizer", "{ use: process, with: { command: [python3, %s], options: { api_key: s3cret-w0rd } } }" % (self.folder / "slow.py"))
        server = self.serve(pipeline=pipeline)
        answer = server.annotate("fail")
        self.assertEqual(answer[0], 422)
        self.assertNotIn("s3cret", answer[2])
        self.assertIn("***", answer[2])


if __name__ == "__main__":
    unittest.main(verbosity=2)
