"""The archive of a database: its API, which is only what its OpenAPI document says, and its pages in a real browser.
`make browser` runs it."""

import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from harness import BIN, LIMIT, ROOT, Server
from test_page import Page

EXAMPLES = os.environ.get("EXAMPLES", "60")
ATTACK = "</title><script>window.hacked = 1</script>\"'><img src=x onerror=window.hacked=1>\u202e"
NEWS = [
    ("2024-04-01", "سكاي", "هدنة في غزة", "قال الرئيس جو بايدن: \"وقف إطلاق النار قريب\". ونفى بايدن أن تكون الإمارات طرفا في الحرب. وقتل 5 أشخاص في غزة."),
    ("2024-04-03", "بي بي سي", "نفط", "قال الرئيس المصري محمد مرسي إن \"إطلاق الحوار سيبدأ غدا\". وقالت وزارة الصحة إن 120 شخصا قتلوا في غزة."),
    ("2024-05-07", "سكاي", "حوار في القاهرة", "قال مرسي إن \"النار تحت الرماد\". وقالت وزارة الصحة إن 30 شخصا قتلوا في غزة."),
    ("2024-05-08", ATTACK, ATTACK, f"قال الوزير سامي الحداد: \"{ATTACK}\"."),
]


class Archive(Page):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        import tempfile
        cls.place = tempfile.TemporaryDirectory(prefix="isnad-archive-")
        folder = pathlib.Path(cls.place.name)
        lines = [{"id": f"n{i}", "text": text, "metadata": {"date": date, "outlet": outlet, "title": title}} for i, (date, outlet, title, text) in enumerate(NEWS)]
        # Enough for several pages.
        lines += [{"id": f"m{i}", "text": f"قالت سارة علي إن \"الجلسة {i} بدأت\".", "metadata": {"date": f"2023-01-{i % 28 + 1:02}", "outlet": "الشرق", "title": f"جلسة {i}"}} for i in range(45)]
        (folder / "in.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        cls.database = folder / "news.db"
        subprocess.run([BIN, "run", str(ROOT / "pipelines/database.yaml"), str(folder / "in.jsonl"), "-o", str(cls.database), "-q"], check=True, timeout=LIMIT * 4)
        cls.server = Server(pipeline=cls.database).__enter__()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.server.end()
        cls.place.cleanup()

    def get(self, path, **headers):
        status, head, body = self.server.ask("GET", path, **headers)
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def quotes(self, question, **more):
        return self.get("/v1/archive/quotes?" + self.query(q=question, **more))["quotes"]

    def query(self, **values):
        from urllib.parse import urlencode
        return urlencode(values)

    def see(self, path, language="ar"):
        self.browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"Accept-Language": language}})
        self.browser.get(self.server.url + path)

    # The API.

    def test_a_search_finds_what_is_there(self):
        self.assertEqual([quote["document"] for quote in self.quotes("بايدن الامارات")], ["n0"])
        self.assertEqual([quote["document"] for quote in self.quotes("speaker:مرسي")], ["n2", "n1"])
        self.assertEqual([quote["text"] for quote in self.quotes('"إطلاق النار"')], ["وقف إطلاق النار قريب"])
        self.assertEqual([quote["document"] for quote in self.quotes("النار -بايدن")], ["n2"])
        self.assertEqual([quote["document"] for quote in self.quotes("outlet:بي since:2024-04-02")], ["n1", "n1"])
        denied = self.quotes("polarity:denied")
        self.assertEqual([(quote["document"], quote["polarity"]) for quote in denied], [("n0", "denied")])
        quote = denied[0]
        article = self.get(f"/v1/archive/articles/{quote['article']}")
        self.assertEqual(article["text"][quote["start"]:quote["end"]], quote["text"])

    def test_pages_follow_each_other(self):
        seen, after = [], None
        while True:
            page = self.get("/v1/archive/quotes?" + self.query(q="speaker:سارة", limit=20, **({"after": after} if after else {})))
            seen += [quote["document"] for quote in page["quotes"]]
            after = page["next"]
            if not after:
                break
        self.assertEqual(len(seen), 45)
        self.assertEqual(len(set(seen)), 45)
        days = [int(name[1:]) % 28 for name in seen]
        self.assertEqual(days, sorted(days, reverse=True))

    def test_exports(self):
        rows = list(csv.DictReader(io.StringIO(self.server.ask("GET", "/v1/archive/quotes?" + self.query(q="speaker:مرسي", format="csv"))[2])))
        self.assertEqual([(row["document"], row["outlet"]) for row in rows], [("n2", "سكاي"), ("n1", "بي بي سي")])
        lines = self.server.ask("GET", "/v1/archive/quotes?" + self.query(q="speaker:مرسي", format="jsonl"))[2].splitlines()
        self.assertEqual([json.loads(line)["document"] for line in lines], ["n2", "n1"])
        citation = self.server.ask("GET", "/v1/archive/quotes?" + self.query(q='"إطلاق النار"', format="citation"))[2]
        for part in ["جو بايدن", "وقف إطلاق النار قريب", "سكاي", "2024-04-01"]:
            self.assertIn(part, citation)

    def test_who_has_it_already_is_told_so(self):
        _, head, _ = self.server.ask("GET", "/v1/archive/facets")
        status, again, body = self.server.ask("GET", "/v1/archive/facets", If_None_Match=head["etag"])
        self.assertEqual((status, body, again["etag"]), (304, "", head["etag"]))
        self.assertEqual(self.server.ask("GET", "/v1/archive/facets?q=x", If_None_Match=head["etag"])[0], 200)

    def test_what_cannot_be_asked(self):
        self.assertProblem(self.server.ask("GET", "/v1/archive/quotes?speaker=%3F"), 400, "bad-parameter", "speaker")
        self.assertProblem(self.server.ask("GET", "/v1/archive/quotes?colour=red"), 400, "bad-parameter", "colour")
        self.assertProblem(self.server.ask("GET", "/v1/archive/quotes?q=since:yesterday"), 400, "bad-parameter", "q")
        self.assertProblem(self.server.ask("GET", "/v1/archive/people/zz"), 404, "not-found", "id")
        self.assertProblem(self.server.ask("GET", "/v1/archive/articles/999999"), 404, "not-found", "key")
        self.assertProblem(self.server.ask("POST", "/v1/archive/quotes", ""), 405, "method-not-allowed", "method")
        self.assertProblem(self.server.ask("GET", "/", Host="evil.example"), 421, "wrong-host", "Host")

    def test_a_token_is_asked_for(self):
        token = "0123456789abcdef"
        with Server(pipeline=self.database, environment={"ISNAD_TOKEN": token}) as server:
            for path in ["/", "/people", "/v1/archive/quotes"]:
                self.assertEqual(server.ask("GET", path)[0], 401)
                self.assertEqual(server.ask("GET", path, Authorization="Bearer " + token)[0], 200)
            import base64
            self.assertEqual(server.ask("GET", "/", Authorization="Basic " + base64.b64encode(f"x:{token}".encode()).decode())[0], 200)
            self.assertEqual(server.ask("GET", "/healthz")[0], 200)

    def test_it_answers_only_what_it_says_it_does(self):
        from openapi_spec_validator import OpenAPIV31SpecValidator
        OpenAPIV31SpecValidator(self.get("/openapi.json")).validate()
        done = subprocess.run(
            [str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", self.server.url + "/openapi.json", "--checks", "all",
             "--max-examples", EXAMPLES, "--seed", "7", "--phases", "examples,coverage,fuzzing", "--no-color"],
            capture_output=True, text=True, timeout=600, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])

    # The pages.

    def test_a_search_by_keyboard_alone(self):
        self.see("/")
        self.browser.execute_script("document.querySelector('[name=q]').focus()")
        self.focused().send_keys("بايدن", Keys.ENTER)
        self.wait(".card")
        self.assertIn("q=", self.browser.current_url)
        self.assertEqual({card.find_element(By.CSS_SELECTOR, ".name").text for card in self.all(".card")}, {"جو بايدن"})
        # From the first card's name on, each Tab is a link; Enter follows it.
        self.one(".card .name").send_keys(Keys.ENTER)
        self.wait(".who-is")
        self.assertEqual(self.one("h2").text, "جو بايدن")

    def test_facets_narrow_down_and_let_go(self):
        self.see("/")
        facet = next(link for link in self.all(".facets a") if "بي بي سي" in link.text)
        self.assertTrue(facet.text.endswith("2"), facet.text)
        facet.click()
        self.wait(".chosen")
        self.assertEqual(len(self.all(".card")), 2)
        self.one(".chosen a").click()
        self.wait(".more")
        self.assertFalse(self.all(".chosen"))

    def test_a_card_leads_to_its_place_in_the_article(self):
        self.see("/?" + self.query(q='"إطلاق النار"'))
        self.one(".card .where a").click()
        self.wait("article")
        self.assertEqual(self.one(":target").text, "وقف إطلاق النار قريب")

    def test_a_chart_says_what_its_table_says(self):
        person = self.get("/v1/archive/people?" + self.query(name="محمد مرسي"))["people"][0]
        self.see("/people/" + person["id"])
        rows = [(row.find_element(By.CSS_SELECTOR, "th").get_attribute("textContent"), row.find_element(By.CSS_SELECTOR, "td").get_attribute("textContent")) for row in self.all(".chart tbody tr")]
        self.assertEqual(rows[:2], [("2024-04", "1"), ("2024-05", "1")])
        bars = self.script("return [...document.querySelector('.chart svg').querySelectorAll('.bar-mark')].map(bar => +bar.getAttribute('height'))")
        self.assertEqual(bars[0], bars[1])
        self.assertIn("مرسي", self.one(".names + .names").text)

    def test_figures_over_time(self):
        self.see("/figures?event=killed")
        values = [row.find_element(By.CSS_SELECTOR, "th").text for row in self.all("tbody tr")]
        self.assertEqual(len(values), 3)
        # Two are of one unit (شخصا), which the chart shows.
        self.assertEqual(len(self.all(".chart svg [class^=mark]")), 2)

    def test_english_where_the_browser_reads_english(self):
        self.see("/", "en-GB,en;q=0.9,ar;q=0.5")
        self.assertEqual((self.one("html").get_attribute("lang"), self.one("html").get_attribute("dir")), ("en", "ltr"))
        self.assertIn("Newest first", self.one("form.ask").text)

    def test_attacks_in_articles_and_searches_are_text(self):
        for path in ["/?" + self.query(q=ATTACK), "/?" + self.query(outlet=ATTACK), "/?q=%D8%B3%D8%A7%D9%85%D9%8A", "/people?" + self.query(name=ATTACK)]:
            self.see(path)
            self.assertFalse(self.all("main script, main img, main title"))
            self.assertIsNone(self.script("return window.hacked"))
        self.see("/?" + self.query(outlet=ATTACK, colour="red"))
        self.assertTrue(self.one(".problem"))

    def test_everybody_can_use_it(self):
        person = self.get("/v1/archive/people?" + self.query(name="جو بايدن"))["people"][0]
        place = self.get("/v1/archive/people?" + self.query(label="LOC"))["people"][0]
        for language in ["ar", "en"]:
            for path in ["/", "/?q=x", "/people", "/people/" + person["id"], "/people/" + place["id"], "/figures?event=killed"]:
                with self.subTest(path=path, language=language):
                    self.see(path, language)
                    self.assertAccessible()


if __name__ == "__main__":
    unittest.main(verbosity=2)
