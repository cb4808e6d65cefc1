"""A stand-in for OpenSearch's bulk API on this machine, which takes nothing that the real one would not."""

import gzip
import http.server
import json
import threading
import urllib.parse


class SearchServer:
    def __init__(self, authorization=None):
        self.authorization = authorization
        self.documents = {}
        self.versions = {}
        self.requests = []
        # What it says to the next requests: a status, or for one document of a request.
        self.statuses = []
        self.headers = {}
        self.item_statuses = {}
        self.conflicts = 0
        self.max_bytes = None
        self.wrong = []
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with outer.lock:
                    status, headers, answer = outer.answer(self.path, self.headers, body)
                body = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def bad(self, reason):
        self.wrong.append(reason)
        return 400, {}, {"error": {"type": "illegal_argument_exception", "reason": reason}, "status": 400}

    def answer(self, path, headers, body):
        address = urllib.parse.urlsplit(path)
        if self.authorization and headers.get("Authorization") != self.authorization:
            return 401, {}, {"error": "Unauthorized", "status": 401}
        parts = address.path.strip("/").split("/")
        if len(parts) != 2 or parts[1] != "_bulk":
            return self.bad(f"no handler found for {path}")
        if headers.get("Content-Type") not in ("application/x-ndjson", "application/json"):
            return self.bad(f"Content-Type {headers.get('Content-Type')} is not supported")
        size = len(body)
        if headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        elif headers.get("Content-Encoding"):
            return self.bad("unknown coding")
        self.requests.append({"bytes": len(body), "packed": size, "time": None})
        if self.max_bytes and len(body) > self.max_bytes:
            return 413, {}, {"error": "too large"}
        if self.statuses:
            status = self.statuses.pop(0)
            if status != 200:
                return status, self.headers, {"status": status}
        if not body.endswith(b"\n"):
            return self.bad("The bulk request must be terminated by a newline [\\n]")
        lines = body.split(b"\n")[:-1]
        if len(lines) % 2:
            return self.bad("an action without a source")
        items = []
        for action, source in zip(lines[::2], lines[1::2]):
            action, source = json.loads(action), json.loads(source)
            (kind, meta), = action.items()
            unknown = set(meta) - {"_id", "_index", "version", "version_type", "routing", "require_alias"}
            if kind != "index" or unknown:
                return self.bad(f"Malformed action/metadata line: {action}")
            items.append({"index": self.index(parts[0], meta, source)})
        answer = {"took": 1, "errors": any(item["index"]["status"] >= 300 for item in items), "items": items}
        return 200, {}, answer

    def index(self, index, meta, source):
        name = meta["_id"]
        if len(name.encode()) > 512:
            return {"_id": name, "status": 400, "error": {"type": "illegal_argument_exception", "reason": "id is too long, must be no longer than 512 bytes"}}
        statuses = self.item_statuses.get(name)
        if statuses:
            status = statuses.pop(0)
            if status != 200:
                kind = "es_rejected_execution_exception" if status == 429 else "mapper_parsing_exception"
                return {"_id": name, "status": status, "error": {"type": kind, "reason": f"stand-in: {status}"}}
        if meta.get("version_type") != "external_gte" or not isinstance(meta.get("version"), int) or not 0 <= meta["version"] < 1 << 63:
            self.wrong.append(f"version {meta}")
        if meta["version"] < self.versions.get(name, -1):
            self.conflicts += 1
            return {"_id": name, "status": 409, "error": {"type": "version_conflict_engine_exception", "reason": "a later version is there"}}
        status = 200 if name in self.documents else 201
        self.documents[name] = source
        self.versions[name] = meta["version"]
        return {"_id": name, "status": status}
