"""The page in a real browser: a live one and a report's. `make browser` runs it; it needs chromium and chromedriver."""

import base64
import hashlib
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import axe_playwright_python
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from harness import ARTICLES, BIN, LIMIT, ROOT, Server, ServerTest

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARTICLE = (ARTICLES / "05-ceasefire.txt").read_text(encoding="utf-8")
# What a browser says of an answer that is a problem, and of a password without a user's name.
EXPECTED = ["favicon", "status of 4", "[DOM] Password forms"]
REDUCED = {"name": "prefers-reduced-motion", "value": "reduce"}
ATTACK = (
    "<script>window.hacked = 1</script> عنوان \"خطير\"\n\n"
    "<img src=x onerror=\"window.hacked = 1\"> قال الوزير سامي الحداد إن \u202e5 أشخاص\u202c وصلوا\u2066 </p></section><style>body{display:none}</style>\n"
    "\x01\x1b[31m</title></textarea><!-- ' onfocus='window.hacked=1' {{7*7}} &lt;b&gt; javascript:alert(1)"
)


class Page(ServerTest):
    @classmethod
    def setUpClass(cls):
        options = webdriver.ChromeOptions()
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,1000", "--lang=ar"]:
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        cls.browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
        cls.browser.set_script_timeout(LIMIT)
        # A click waits for no page that still glides.
        cls.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [REDUCED]})

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def setUp(self):
        super().setUp()
        for log in ["browser", "performance"]:
            self.browser.get_log(log)

    # What every test looks at when it is done: no error, nothing blocked, nothing asked of anybody else.
    def tearDown(self):
        self.assertEqual([entry["message"] for entry in self.browser.get_log("browser") if not any(known in entry["message"] for known in EXPECTED)], [])
        asked = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        urls = [entry["params"]["request"]["url"] for entry in asked if entry["method"] == "Network.requestWillBeSent"]
        self.assertEqual([url for url in urls if not url.startswith(("http://127.0.0.1:", "file://", "data:"))], [])
        self.assertIsNone(self.script("return window.hacked"))

    def script(self, text, *arguments):
        return self.browser.execute_script(text, *arguments)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        return [element for element in self.all(selector) if element.is_displayed()]

    def wait(self, selector):
        return WebDriverWait(self.browser, LIMIT).until(lambda _: self.one(selector) if self.all(selector) else None)

    def focused(self):
        return self.browser.switch_to.active_element

    def paste(self, server, text):
        """An article as a person sends it."""
        self.browser.get(server.url)
        self.script("document.querySelector('textarea').value = arguments[0]", text)
        self.one("button.main").click()
        return self.wait("article")

    def report(self, *documents):
        path = self.folder / "in.jsonl"
        path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents), encoding="utf-8")
        subprocess.run([BIN, "run", str(ROOT / "pipelines/report.yaml"), str(path), "-o", str(self.folder / "report.html"), "-q"], check=True, timeout=LIMIT)
        return (self.folder / "report.html").as_uri()

    def assertAccessible(self):
        """axe finds nothing, in light and dark, wide and narrow."""
        self.script(AXE)
        for scheme in ["light", "dark"]:
            for width in [1280, 400]:
                self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}, REDUCED]})
                self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
                found = self.browser.execute_async_script("axe.run({runOnly: arguments[0]}).then(arguments[1])", RULES)
                self.assertGreater(len(found["passes"]), 10)
                self.assertEqual([(rule["id"], rule["nodes"][0]["html"][:200], rule["nodes"][0]["failureSummary"]) for rule in found["violations"]], [], (scheme, width))
                self.assertLessEqual(self.script("return document.documentElement.scrollWidth"), width)
                for text in self.shown(".text"):
                    self.assertGreater(text.size["width"], width * (0.85 if width < 500 else 0.5))
        self.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [REDUCED]})


class Live(Page):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server().__enter__()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.server.end()

    def test_what_the_pipeline_found_is_what_is_shown(self):
        self.paste(self.server, ARTICLE)
        document = json.loads(self.server.annotate(ARTICLE)[2])
        for layer in ["entities", "numbers", "quotes"]:
            self.assertGreater(len(document[layer]), 5)
            for annotation in document[layer]:
                # A span over white space or another mark is in pieces, all with its name.
                drawn = self.script("return [...document.querySelectorAll(`.text [data-item=\"${arguments[0]}\"]`)].map(e => e.textContent).join('\\n')", "article-" + annotation["id"])
                self.assertEqual(re.sub(r"\s+", " ", drawn), re.sub(r"\s+", " ", annotation["text"]))
        cards = [(card.find_element(By.CSS_SELECTOR, ".name").text, card.find_element(By.CSS_SELECTOR, "blockquote").text.strip("«»")) for card in self.all(".card")]
        self.assertEqual(cards, [(quote["speaker_name"] or quote["speaker"]["text"], quote["text"].strip("«»")) for quote in document["quotes"]])
        values = [row.find_element(By.CSS_SELECTOR, "td").text for row in self.all(".numbers tbody tr")]
        self.assertEqual(len(values), len(document["numbers"]))
        self.assertIn("P2M", values)
        text = self.script("return [...document.querySelectorAll('.text p')].map(p => p.textContent).join('\\n\\n') + '\\n'")
        self.assertEqual(text, ARTICLE)

    def test_filters(self):
        self.paste(self.server, ARTICLE)
        document = json.loads(self.server.annotate(ARTICLE)[2])
        speaker, entity, kind = [Select(select) for select in self.all(".filters select")[:3]]
        name = document["quotes"][0]["speaker_name"]
        speaker.select_by_value(name)
        self.assertEqual({card.get_attribute("data-speaker") for card in self.shown(".card")}, {name})
        self.assertEqual(len(self.shown(".card")), sum(quote["speaker_name"] == name for quote in document["quotes"]))
        self.assertEqual([self.shown(".numbers"), self.shown(".entities"), self.all(".text mark:not(.off)")], [[], [], []])
        self.assertRegex(self.one(".filters .status").text, r"يظهر \d+ من \d+")
        self.one(".filters button").click()
        self.assertEqual(len(self.shown(".card")), len(document["quotes"]))
        self.assertFalse(self.shown(".filters .status"))
        kind.select_by_value("LOC")
        places = [entity for entity in document["entities"] if entity["label"] == "LOC"]
        self.assertEqual([mark.text for mark in self.all(".text mark:not(.off)")], [place["text"] for place in places])
        self.assertEqual(self.shown(".card"), [])
        entity.select_by_value(places[0]["cluster"])
        self.assertEqual(len(self.all(".text mark:not(.off)")), sum(place["cluster"] == places[0]["cluster"] for place in places))

    def test_links_between_a_quote_and_its_place(self):
        self.paste(self.server, ARTICLE)
        self.one(".reference").click()
        self.assertEqual(self.script("return document.querySelector(':target').id"), "article-q1-card")
        self.one("#article-q1-card .where a").click()
        self.assertEqual(self.script("return document.querySelector(':target').id"), "article-q1")
        self.one(".numbers tbody a").click()
        self.assertEqual(self.script("return document.querySelector(':target').id"), "article-n1")

    def test_with_the_keys_alone(self):
        self.browser.get(self.server.url)
        body = self.one("body")
        body.send_keys(Keys.TAB)
        self.assertEqual(self.focused().text, "إلى المحتوى")
        for _ in range(4):
            if self.focused().tag_name == "textarea":
                break
            self.focused().send_keys(Keys.TAB)
        self.script("arguments[0].value = arguments[1]", self.focused(), ARTICLE)
        self.focused().send_keys(Keys.TAB)
        self.assertEqual(self.focused().text, "اقرأ المقال")
        self.focused().send_keys(Keys.ENTER)
        self.wait("article")
        WebDriverWait(self.browser, LIMIT).until(lambda _: self.focused().tag_name == "h2")
        for _ in range(12):
            self.focused().send_keys(Keys.TAB)
            if self.focused().tag_name == "mark":
                break
        marks = self.all(".text mark[id]")
        self.assertEqual(self.focused(), marks[0])
        self.assertTrue(self.one("#tip").is_displayed())
        self.assertEqual(self.focused().get_attribute("aria-describedby"), "tip")
        self.assertIn("entity-tagger@", self.one("#tip code").text)
        self.focused().send_keys(Keys.ARROW_LEFT)
        self.focused().send_keys(Keys.ARROW_LEFT)
        self.assertEqual(self.focused(), marks[2])
        self.focused().send_keys(Keys.ARROW_RIGHT)
        self.assertEqual(self.focused(), marks[1])
        self.focused().send_keys(Keys.END)
        self.assertEqual(self.focused(), marks[-1])
        self.focused().send_keys(Keys.ARROW_LEFT)
        self.assertEqual(self.focused(), marks[-1])
        self.focused().send_keys(Keys.HOME)
        self.assertEqual(self.focused(), marks[0])
        self.focused().send_keys(Keys.ESCAPE)
        self.assertFalse(self.one("#tip").is_displayed())
        # The text is one stop: behind it come the references and what stands beside it.
        self.focused().send_keys(Keys.TAB)
        self.assertNotEqual(self.focused().tag_name, "mark")

    def test_the_pointer_shows_the_rule(self):
        self.paste(self.server, ARTICLE)
        mark = self.one(".text mark.number")
        webdriver.ActionChains(self.browser).move_to_element(mark).perform()
        self.wait("#tip:not([hidden])")
        self.assertRegex(self.one("#tip code").text, r"number-extractor@[0-9.]+/[a-z-]+")
        webdriver.ActionChains(self.browser).move_to_element(self.one("#tip")).pause(0.5).perform()
        self.assertTrue(self.one("#tip").is_displayed())
        webdriver.ActionChains(self.browser).move_to_element(self.one(".bar")).perform()
        WebDriverWait(self.browser, LIMIT).until(lambda _: not self.one("#tip").is_displayed())

    def test_an_article_that_is_an_attack(self):
        self.paste(self.server, ATTACK)
        self.assertEqual(self.all("article script, article style, article img, article [onerror], article [onfocus], article textarea"), [])
        text = self.script("return document.querySelector('.text').textContent")
        self.assertIn("<img src=x onerror=\"window.hacked = 1\">", text)
        self.assertIn("{{7*7}} &lt;b&gt;", text)
        self.assertEqual([control.text for control in self.all(".text .control")], ["RLO", "PDF", "LRI"])
        self.assertFalse(set(text) & set("\u202e\u202c\u2066\x01\x1b"))
        self.assertTrue(self.one("h2").text.startswith("<script>"))
        self.assertIn("سامي الحداد", [card.text for card in self.all(".card .name")])
        # On a page that a form brought, and in a report, the same.
        self.browser.get(self.server.url)
        self.script("document.querySelector('textarea').value = arguments[0]; document.querySelector('form').submit()", ATTACK)
        self.wait("article")
        self.assertEqual(self.all("article script, article style, article img"), [])
        self.browser.get(self.report({"id": "\"><script>window.hacked=1</script>", "text": ATTACK, "metadata": {"title": ATTACK, "outlet": "</p><script>window.hacked=1</script>", "date": "<b>"}}))
        self.assertEqual(self.all("article script, article style, article img"), [])
        self.assertEqual(len(self.all("article")), 1)

    def test_a_long_article(self):
        text = (ARTICLE + "\n") * (200_000 // len(ARTICLE.encode()) + 1)
        self.assertGreater(len(text.encode()), 200_000)
        self.paste(self.server, text)
        drawn = self.script("return [...document.querySelectorAll('.text p')].map(p => p.textContent).join('\\n\\n')")
        self.assertEqual(drawn, re.sub(r"\n+", "\n\n", text).strip())
        kind = Select(self.all(".filters select")[2])
        kind.select_by_value("date")
        self.assertGreater(len(self.all(".text mark:not(.off)")), 50)
        self.assertEqual({mark.get_attribute("data-kind") for mark in self.all(".text mark:not(.off)")[:20]}, {"date"})

    def test_files(self):
        for name, data in [("a.txt", ARTICLE.encode("windows-1256", "replace")), ("a.html", f"<article>{''.join(f'<p>{line}</p>' for line in ARTICLE.split(chr(10)))}</article>".encode()), ("a.json", json.dumps({"text": ARTICLE}).encode())]:
            path = self.folder / name
            path.write_bytes(data)
            self.browser.get(self.server.url)
            self.one("input[type=file]").send_keys(str(path))
            self.wait("article")
            self.assertIn("مسؤولان يمنيان", [card.text for card in self.all(".card .name")], name)

    def test_what_went_wrong_is_said(self):
        self.browser.get(self.server.url)
        path = self.folder / "empty.html"
        path.write_text("<html></html>")
        self.one("input[type=file]").send_keys(str(path))
        self.assertEqual(self.wait(".problem").text, "the page has no text")
        self.assertEqual(self.one(".problem").get_attribute("role"), "alert")
        token = "0123456789abcdef"
        server = self.serve(environment={"ISNAD_TOKEN": token})
        self.browser.get(server.url)
        self.one("textarea").send_keys("وصل 5 أشخاص.")
        self.one("[name=token]").send_keys("wrong")
        self.one("button.main").click()
        self.assertIn("asks for a token", self.wait(".problem").text)
        self.one("[name=token]").clear()
        self.one("[name=token]").send_keys(token)
        self.one("button.main").click()
        self.assertEqual(len(self.wait("article").find_elements(By.CSS_SELECTOR, ".text mark")), 1)
        self.assertEqual(self.all(".problem"), [])

    def test_light_and_dark(self):
        self.browser.get(self.server.url)
        background = "return getComputedStyle(document.body).backgroundColor"
        first, button = self.script(background), self.one(".bar button")
        self.assertEqual(button.text, "مظهر داكن")
        button.click()
        self.assertNotEqual(self.script(background), first)
        self.assertEqual(button.text, "مظهر فاتح")
        button.click()
        self.assertEqual(self.script(background), first)

    def test_accessible(self):
        self.paste(self.server, ARTICLE)
        self.assertAccessible()
        self.script("document.querySelector('.text mark').focus()")
        self.assertAccessible()


class Report(Page):
    def documents(self):
        for path in sorted(ARTICLES.glob("*.txt")):
            yield {"id": path.name, "text": path.read_text(encoding="utf-8"), "metadata": {"outlet": "وكالة " + path.name[:2]}}

    def test_search(self):
        self.browser.get(self.report(*self.documents()))
        self.assertEqual([len(self.shown("article")), len(self.shown(".page"))], [5, 0])
        words, speaker, name = self.all(".search input")
        kind = Select(self.one(".search select"))
        titles = lambda: [heading.text for heading in self.shown("article h2")]
        speaker.send_keys("مارتينيز")
        self.assertEqual(titles(), ["مدرب الوداد: قلبنا النتيجة في عشر دقائق"])
        self.assertEqual(self.one(".search .status").text, "يظهر 1 من 5 مقالات")
        speaker.clear()
        name.send_keys("الامم")
        self.assertEqual(len(titles()), 2)
        name.clear()
        words.send_keys("وكالة 03")
        self.assertEqual(titles(), ["الحكومة الأردنية تقر موازنة بعجز يبلغ ملياري دينار"])
        words.clear()
        kind.select_by_value("score")
        self.assertEqual(titles(), ["مدرب الوداد: قلبنا النتيجة في عشر دقائق"])
        kind.select_by_value("")
        words.send_keys("لا شيء كهذا")
        self.assertEqual(titles(), [])

    def test_an_article_and_the_way_back(self):
        self.browser.get(self.report(*self.documents()))
        self.all("article h2 a")[1].click()
        self.assertEqual([len(self.shown("article")), len(self.shown(".page")), len(self.shown(".search"))], [1, 1, 0])
        self.assertEqual(len(self.all(".filters")), 1)
        self.one("article:has(.filters) .reference").click()
        self.assertEqual(len(self.shown(".page")), 1)
        self.shown(".back")[0].click()
        self.assertEqual([len(self.shown("article")), len(self.shown(".page")), len(self.shown(".search"))], [5, 0, 1])

    def test_without_a_script(self):
        url = self.report(*self.documents())
        self.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            self.browser.get(url)
            self.assertEqual(len(self.shown("article")), 5)
            self.all("article h2 a")[0].click()
            self.assertEqual([len(self.shown("article")), len(self.shown(".page"))], [1, 1])
            self.assertGreater(len(self.shown(".card")), 5)
        finally:
            self.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def test_accessible(self):
        url = self.report(*self.documents())
        self.browser.get(url)
        self.assertAccessible()
        self.all("article h2 a")[0].click()
        self.assertAccessible()

    def test_layers_of_plug_ins_and_errors(self):
        path = self.pipeline("normalizer", "{ use: process, with: { command: [python3, %s] }, on-error: pass }" % (ROOT / "Tests/Server/slow_stage.py"))
        text = path.read_text().replace("  - writer", "  - use: writer\n    with: { format: html, path: out.html }")
        path.write_text(text)
        (self.folder / "in.jsonl").write_text('{"text":"هدوء"}\n{"text":"فشل"}\n', encoding="utf-8")
        subprocess.run([BIN, "run", str(path), str(self.folder / "in.jsonl"), "-q"], check=True, timeout=LIMIT)
        self.browser.get((self.folder / "out.html").as_uri())
        self.all("article h2 a")[0].click()
        self.assertEqual([mark.text for mark in self.shown(".text mark.foreign")], ["ه"])
        self.assertEqual([heading.text for heading in self.shown("h3")], ["slow"])
        self.browser.get((self.folder / "out.html").as_uri())
        self.all("article h2 a")[1].click()
        self.assertEqual([item.text for item in self.shown(".errors li")], ["process: slow: the text says so"])

    def test_the_policy_knows_style_and_script(self):
        self.report({"text": "5"})
        page = (self.folder / "report.html").read_text(encoding="utf-8")
        policy = html.unescape(re.search(r'Content-Security-Policy" content="(.*?)"', page)[1])
        for tag in ["style", "script"]:
            source = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S)[1].encode()
            self.assertGreater(len(source), 5000)
            self.assertIn(f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(source).digest()).decode()}'", policy)
        self.browser.get("data:,")


if __name__ == "__main__":
    unittest.main(verbosity=2)
