"""A server of the real command, on a free port of its own: for `make server` and `make browser`."""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.path.abspath(os.environ.get("BIN", ROOT / ".build/release/isnad"))
PIPELINE = ROOT / "pipelines/report.yaml"
ARTICLES = ROOT / "pipelines/articles"
LIMIT = 60


class Server:
    """Ends with its `with` block; what it said is in `log` then."""

    def __init__(self, *options, pipeline=PIPELINE, environment=None):
        self.options, self.pipeline, self.environment = options, pipeline, environment or {}
        self.log = ""

    def __enter__(self):
        command = [BIN, "serve", str(self.pipeline), "--port", "0", *map(str, self.options)]
        environment = {name: value for name, value in os.environ.items() if name != "ISNAD_TOKEN"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(environment, **self.environment))
        while True:
            line = self.process.stderr.readline()
            if not line:
                raise AssertionError(f"no server: {self.log}")
            self.log += line
            found = re.search(r"http://(.*):(\d+)/", line)
            if found:
                self.host, self.port = found[1], int(found[2])
                return self

    def __exit__(self, *_):
        self.end()

    def end(self, number=signal.SIGTERM):
        if self.process.returncode is None:
            self.process.send_signal(number)
            self.log += self.process.communicate(timeout=LIMIT)[1]
        return self.process.returncode

    @property
    def url(self):
        return f"http://{self.host}:{self.port}"

    def ask(self, method, path, body=None, timeout=LIMIT, **headers):
        """An answer: status, headers, text."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def annotate(self, body, kind="text/plain", path="/v1/annotate", **headers):
        if isinstance(body, str):
            body = body.encode()
        return self.ask("POST", path, body, Content_Type=kind, **headers)


class ServerTest(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-server-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def serve(self, *options, **more):
        server = Server(*options, **more)
        server.__enter__()
        self.addCleanup(server.end)
        return server

    def pipeline(self, *stages, settings=""):
        text = "name: test\n" + settings + "stages:\n  - use: reader\n    with: { paths: ['-'] }\n"
        path = self.folder / "test.yaml"
        path.write_text(text + "".join(f"  - {stage}\n" for stage in stages) + "  - writer\n", encoding="utf-8")
        return path

    def assertProblem(self, answer, status, code, field, says=""):
        """A problem document (RFC 9457) that names the field."""
        got, headers, body = answer
        self.assertEqual(got, status, body)
        self.assertEqual(headers["content-type"], "application/problem+json")
        problem = json.loads(body)
        self.assertEqual((problem["type"], problem["status"]), (f"urn:isnad:problem:{code}", status))
        self.assertEqual(problem.get("field"), field)
        self.assertIn(says, problem["detail"])
        return problem
