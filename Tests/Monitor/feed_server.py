"""A server of feeds on this machine, whose feeds change, break, hang and redirect as a test says."""

import collections
import email.utils
import gzip
import hashlib
import html
import http.server
import json
import threading
import time


class Feed:
    def __init__(self):
        self.items = {}
        self.status = 200
        self.headers = {}
        self.redirect = None
        self.hangs = 0
        self.endless = False
        self.body = None
        self.packed = False
        self.cut = False
        self.page = "text/html; charset=utf-8"

    def put(self, guid, text, title=None, link=None):
        self.items[guid] = (title or f"خبر {guid}", text, link)


class FeedServer:
    def __init__(self, host="127.0.0.1"):
        self.feeds = collections.defaultdict(Feed)
        self.pages = {}
        self.asked = collections.Counter()
        self.unchanged = collections.Counter()
        self.agents = set()
        self.at_once = self.most_at_once = 0
        self.posts = []
        self.refuse = []
        self.pause = 0
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                with outer.lock:
                    outer.at_once += 1
                    outer.most_at_once = max(outer.most_at_once, outer.at_once)
                    outer.asked[self.path] += 1
                    outer.agents.add(self.headers.get("User-Agent"))
                try:
                    outer.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    with outer.lock:
                        outer.at_once -= 1

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(outer.pause)
                with outer.lock:
                    outer.posts.append((dict(self.headers), body))
                    status = outer.refuse.pop(0) if outer.refuse else 200
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """A client that was killed is nobody's fault."""

        self.server = Server((host, 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://{host}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def send(self, handler, status, body=b"", headers=()):
        handler.send_response(status)
        for name, value in dict(headers).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def answer(self, handler):
        path = handler.path
        if path in self.pages:
            return self.send(handler, 200, self.pages[path], {"Content-Type": "text/html; charset=utf-8"})
        with self.lock:
            feed = self.feeds.get(path)
            items = dict(feed.items) if feed else {}
        if feed is None:
            return self.send(handler, 404)
        if feed.hangs:
            time.sleep(feed.hangs)
        if feed.redirect:
            return self.send(handler, feed.redirect[0], b"", {"Location": feed.redirect[1]})
        if feed.endless:
            handler.send_response(200)
            handler.send_header("Connection", "close")
            handler.end_headers()
            block = b"<rss><channel>" + b" " * (1 << 20)
            for _ in range(1024):
                handler.wfile.write(block)
            handler.close_connection = True
            return None
        if feed.status != 200:
            return self.send(handler, feed.status, b"", feed.headers)
        body = feed.body if feed.body is not None else self.rss(items)
        if feed.cut:
            body = body[: len(body) // 2]
        tag = '"' + hashlib.sha1(body).hexdigest() + '"'
        if handler.headers.get("If-None-Match") == tag:
            with self.lock:
                self.unchanged[path] += 1
            return self.send(handler, 304)
        headers = {"ETag": tag, "Content-Type": "application/rss+xml"}
        if feed.packed:
            body = gzip.compress(body)
            headers["Content-Encoding"] = "gzip"
        return self.send(handler, 200, body, headers)

    @staticmethod
    def rss(items):
        entries = "".join(
            f'<item><guid isPermaLink="false">{html.escape(guid)}</guid><title>{html.escape(title)}</title>'
            + (f"<link>{html.escape(link)}</link>" if link else "")
            + f"<description>{html.escape(text)}</description><pubDate>Mon, 01 Apr 2024 10:00:00 GMT</pubDate></item>"
            for guid, (title, text, link) in reversed(items.items())
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>صحيفة</title>{entries}</channel></rss>'.encode()
