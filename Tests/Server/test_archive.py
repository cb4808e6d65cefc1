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
from selenium.webdriver.support.wait import WebDriverWait

from harness import BIN, LIMIT, ROOT, Server
from test_page import REDUCED, Page

EXAMPLES = os.environ.get("EXAMPLES", "60")
ATTACK = "</title><script>window.hacked = 1</script>\"'><img src=x onerror=window.hacked=1>\u202e"
# A name and a title that have no place to break.
LONG = "ال" + "مستشفي" * 25
NEWS = [
    ("2024-04-01", "سكاي", "هدنة في غزة", "قال الرئيس جو بايدن: \"وقف إطلاق النار قريب\". ونفى بايدن أن تكون الإمارات طرفا في الحرب. وقتل 5 أشخاص في غزة."),
    ("2024-04-03", "بي بي سي", "نفط", "قال الرئيس المصري محمد مرسي إن \"إطلاق الحوار سيبدأ غدا\". وقالت وزارة الصحة إن 120 شخصا قتلوا في غزة."),
    ("2024-05-07", "سكاي", "حوار في القاهرة", "قال مرسي إن \"النار تحت الرماد\". وقالت وزارة الصحة إن 30 شخصا قتلوا في غزة."),
    ("2024-05-07", LONG, LONG, f"قال الوزير {LONG}: \"كلام\"."),
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

    # What readers mark as wrong.

    TOKEN = "0123456789abcdef"

    def corrected(self, *options):
        """A server that takes corrections, and asks for a token."""
        self.file = self.folder / "corrections.jsonl"
        options = options or ("--allow-corrections", self.file)
        return self.serve(*options, pipeline=self.database, environment={"ISNAD_TOKEN": self.TOKEN})

    def correct(self, server, body, **headers):
        body = body if isinstance(body, (str, bytes)) else json.dumps(body, ensure_ascii=False)
        headers = {"Authorization": "Bearer " + self.TOKEN, "Content-Type": "application/json", **headers}
        return server.ask("POST", "/v1/archive/corrections", body.encode() if isinstance(body, str) else body, **{name: value for name, value in headers.items() if value})

    def card(self, question):
        quote = self.quotes(question)[0]
        return {"article": quote["article"], "quote": quote["id"]}

    def test_a_correction_becomes_gold(self):
        server = self.corrected()
        card = self.card("speaker:سارة")
        key = card["article"]
        article = self.get(f"/v1/archive/articles/{key}")
        status, _, body = self.correct(server, {**card, "wrong": "speaker", "speaker": "الجلسة", "label": "ORG"})
        self.assertEqual(status, 201, body)
        self.assertEqual({name: json.loads(body)[name] for name in ["document", "quote", "wrong", "new"]}, {"document": article["id"], "quote": "q1", "wrong": "speaker", "new": True})
        self.assertEqual(self.correct(server, {**card, "wrong": "speaker", "speaker": "الجلسة", "label": "ORG"})[0], 200)
        self.assertEqual(self.correct(server, {**card, "wrong": "polarity", "polarity": "denied"})[0], 201)
        self.assertEqual(self.correct(server, {**self.card("بايدن الامارات"), "wrong": "not-a-quote"})[0], 201)
        lines = [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]
        self.assertEqual([len(line["corrections"]) for line in lines], [1, 2, 1])
        for line in lines:
            for span in line["quotes"] + (line["entities"] or []):
                self.assertEqual(line["text"][span["start"]:span["end"]], span["surface"])
        self.assertEqual([(entity["surface"], entity["type"]) for entity in lines[1]["entities"]], [("سارة علي", "PER"), ("الجلسة", "ORG")])
        # What was found is scored against it: of two articles with three quotes one has another speaker, one is none.
        predicted = self.folder / "predicted.jsonl"
        subprocess.run([BIN, "annotate", str(self.file), "--output", str(predicted)], check=True, timeout=LIMIT, capture_output=True)
        scores = json.loads(subprocess.run([BIN, "eval", str(self.file), str(predicted), "--format", "json"], check=True, timeout=LIMIT, capture_output=True, text=True).stdout)
        self.assertEqual(scores["quotes"]["exact span"], {"gold": 2, "predicted": 3, "P": 66.7, "R": 100, "F1": 80})
        self.assertEqual(scores["quotes"]["who said what"], {"gold": 2, "predicted": 3, "P": 33.3, "R": 50, "F1": 40})
        # Names are judged in the one article of which a reader has judged one.
        self.assertEqual((scores["entities"]["PER"]["gold"], scores["entities"]["ORG"]["gold"], scores["entities"]["LOC"]["gold"]), (1, 1, 0))

    def test_what_was_marked_is_learnt_from(self):
        server = self.corrected()
        # The last line of an article holds: before it the session was an organisation, at last it is a place.
        for number, quote in enumerate(self.quotes("speaker:سارة", limit=45)):
            for label in ["ORG", "LOC"] if number % 2 else ["LOC"]:
                status, _, body = self.correct(server, {"article": quote["article"], "quote": quote["id"], "wrong": "speaker", "speaker": "الجلسة", "label": label})
                self.assertEqual(status, 201, body)
        self.assertGreater(self.file.read_text(encoding="utf-8").count('"ORG"'), 20)
        model = self.folder / "mine.model"
        done = subprocess.run([BIN, "train", "entity-tagger", "--data", str(self.file), "--out", str(model), "--epochs", "3", "--bits", "12"], timeout=LIMIT * 4, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Learning LOC, PER from", done.stderr)
        done = subprocess.run([BIN, "annotate", "-", "--model", str(model), "--format", "jsonl"], input='قالت سارة علي إن "الجلسة 99 بدأت".', check=True, timeout=LIMIT, capture_output=True, text=True)
        self.assertIn(("الجلسة", "LOC"), [(entity["text"], entity["label"]) for entity in json.loads(done.stdout)["entities"]])

    def test_who_may_correct(self):
        card = {**self.card("speaker:سارة"), "wrong": "not-a-quote"}
        # Where it was not allowed nothing of it is there.
        self.assertProblem(self.server.ask("POST", "/v1/archive/corrections", json.dumps(card), Content_Type="application/json"), 403, "no-corrections", None, "--allow-corrections")
        self.assertNotIn("/v1/archive/corrections", self.get("/openapi.json")["paths"])
        self.see("/")
        self.assertFalse(self.all(".wrong"))
        server = self.corrected()
        self.assertProblem(self.correct(server, card, Authorization=None), 401, "unauthorized", "Authorization")
        self.assertProblem(self.correct(server, card, Authorization="Bearer fedcba9876543210"), 401, "unauthorized", "Authorization")
        self.assertProblem(self.correct(server, card, Origin="http://evil.example"), 403, "cross-site", "Origin")
        self.assertProblem(self.correct(server, card, **{"Sec-Fetch-Site": "cross-site"}), 403, "cross-site", "Sec-Fetch-Site")
        self.assertProblem(self.correct(server, card, Host="evil.example"), 421, "wrong-host", "Host")
        self.assertProblem(self.correct(server, card, **{"Content-Type": "text/plain"}), 415, "unsupported-type", "Content-Type")
        self.assertProblem(self.correct(server, "{" + " " * (1 << 17) + "}"), 413, "body-too-large", "body")
        self.assertProblem(self.correct(server, "[]"), 400, "bad-correction", "body")
        self.assertProblem(self.correct(server, {**card, "wrong": "x"}), 400, "bad-correction", "wrong")
        self.assertProblem(self.correct(server, {**card, "article": "1"}), 400, "bad-correction", "article")
        self.assertProblem(self.correct(server, {**card, "article": 999999}), 404, "not-found", "article")
        self.assertProblem(self.correct(server, {**card, "quote": "q99"}), 404, "not-found", "quote")
        self.assertProblem(self.correct(server, {**card, "wrong": "speaker", "speaker": ATTACK}), 422, "not-in-article", "speaker")
        self.assertProblem(server.ask("GET", "/v1/archive/corrections", Authorization="Bearer " + self.TOKEN), 405, "method-not-allowed", "method")
        self.assertEqual(self.file.read_text(encoding="utf-8"), "")

    def test_what_the_command_says_of_corrections(self):
        def said(*options, token=self.TOKEN):
            environment = {**os.environ, "ISNAD_TOKEN": token} if token else {name: value for name, value in os.environ.items() if name != "ISNAD_TOKEN"}
            done = subprocess.run([BIN, "serve", *map(str, options), "--port", "0"], env=environment, capture_output=True, text=True, timeout=LIMIT)
            self.assertNotEqual(done.returncode, 0)
            return done.stderr
        self.assertIn("--allow-corrections needs a token", said(self.database, "--allow-corrections", self.folder / "c.jsonl", token=None))
        self.assertIn("is for an archive", said(ROOT / "pipelines/report.yaml", "--allow-corrections", self.folder / "c.jsonl"))
        (self.folder / "link").symlink_to(self.folder / "elsewhere")
        self.assertIn("link' is a link", said(self.database, "--allow-corrections", self.folder / "link"))
        self.assertFalse((self.folder / "elsewhere").exists())
        # Without a name it is beside the database.
        import shutil
        shutil.copy(self.database, self.folder / "other.db")
        with Server("--allow-corrections", pipeline=self.folder / "other.db", environment={"ISNAD_TOKEN": self.TOKEN}):
            self.assertTrue((self.folder / "corrections.jsonl").exists())

    def test_a_reader_marks_a_card_by_keyboard(self):
        server = self.corrected()
        headers = {"Authorization": "Bearer " + self.TOKEN, "Accept-Language": "en"}
        self.browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": headers})
        self.browser.get(server.url + "/?" + self.query(q='"إطلاق النار"'))
        self.assertIn("rule: quote-attributor", self.one(".card").text)
        self.assertIn("confidence: ", self.one(".card").text)
        self.script("document.querySelector('.wrong summary').focus()")
        self.focused().send_keys(Keys.ENTER)
        self.assertAccessible()
        self.assertEqual([field.get_attribute("name") for field in self.shown(".wrong :is(input, select, textarea)")], ["wrong", "speaker", "label"])
        self.focused().send_keys(Keys.TAB)
        self.assertEqual(self.focused().get_attribute("name"), "wrong")
        # The next choice is that of the words.
        self.focused().send_keys(Keys.ARROW_DOWN)
        self.assertEqual([field.get_attribute("name") for field in self.shown(".wrong :is(input, select, textarea)")], ["wrong", "content"])
        words = self.one(".wrong [name=content]")
        self.assertEqual(words.get_attribute("value"), "وقف إطلاق النار قريب")
        words.clear()
        words.send_keys("وقف إطلاق النار", Keys.TAB)
        self.focused().send_keys(Keys.ENTER)
        self.assertIn("Your mark is in the file", self.wait("[role=status]").text)
        self.assertAccessible()
        line = json.loads(self.file.read_text(encoding="utf-8"))
        self.assertEqual(line["quotes"][0]["surface"], "وقف إطلاق النار")
        self.one("main a").click()
        self.wait("article")
        self.browser.get(server.url + "/?" + self.query(q='"إطلاق النار"'))
        self.assertIn("marked wrong", self.one(".card .who").text)
        # What can't be taken is said on a page.
        self.one(".wrong summary").click()
        self.script("document.querySelector('.wrong [name=speaker]').value = arguments[0]", ATTACK)
        self.one(".wrong button").click()
        self.assertIn("do not stand in the article", self.wait(".problem").text)
        self.assertAccessible()
        self.assertEqual(len(self.file.read_text(encoding="utf-8").splitlines()), 1)

    def test_corrections_are_what_their_description_says(self):
        server = self.corrected()
        done = subprocess.run(
            [str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", server.url + "/openapi.json", "--checks", "all",
             "--max-examples", EXAMPLES, "--seed", "7", "--phases", "examples,coverage,fuzzing", "--no-color", "--include-path", "/v1/archive/corrections",
             "-H", "Authorization: Bearer " + self.TOKEN], capture_output=True, text=True, timeout=600, cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])

    # The pages.

    def test_a_place_lies_on_the_map_and_in_its_table(self):
        place = next(place for place in self.get("/v1/archive/people?" + self.query(label="LOC"))["people"] if place["latitude"] is not None)
        self.see("/people/" + place["id"], "en")
        self.assertEqual(len(self.all(".map .here")), 1)
        x, y = (float(self.one(".map .here").get_attribute(name)) for name in ["cx", "cy"])
        self.assertAlmostEqual(x, (place["longitude"] + 180) * 10, delta=0.1)
        self.assertAlmostEqual(y, (84 - place["latitude"]) * 10, delta=0.1)
        left, top, width, height = map(float, self.one(".map svg").get_dom_attribute("viewBox").split())
        self.assertTrue(left <= x <= left + width and top <= y <= top + height)
        # The land is there: this point of it, in the middle of Africa, and none in the Atlantic.
        inside = "const path = document.querySelector('.map .land'); return path.isPointInFill(new DOMPoint((arguments[0] + 180) * 10, (84 - arguments[1]) * 10))"
        self.assertTrue(self.script(inside, 20, 10))
        self.assertTrue(self.script(inside, 36.3, 33.5))
        self.assertFalse(self.script(inside, -30, 30))
        self.one(".map summary").click()
        rows = [row.text for row in self.all(".map tbody tr")]
        self.assertEqual(len(rows), len(self.all(".map circle")))
        self.assertTrue(any(place["name"] in row and str(round(place["latitude"], 1)) in row for row in rows), rows)
        self.assertAccessible()
        self.see("/people?label=LOC", "en")
        self.assertGreaterEqual(len(self.all(".map .there")), 1)
        self.assertFalse(self.all(".map .here"))

    def test_a_search_by_keyboard_alone(self):
        self.see("/")
        self.browser.execute_script("document.querySelector('[name=q]').focus()")
        self.focused().send_keys("بايدن", Keys.ENTER)
        # The page before had cards as well.
        WebDriverWait(self.browser, LIMIT).until(lambda _: "q=" in self.browser.current_url and self.all(".card"))
        self.assertEqual({card.find_element(By.CSS_SELECTOR, ".name").text for card in self.all(".card")}, {"جو بايدن"})
        # From the first card's name on, each Tab is a link; Enter follows it.
        self.one(".card .name").send_keys(Keys.ENTER)
        self.wait(".who-is")
        self.assertEqual(self.one("h2").text, "جو بايدن")

    def test_a_search_while_it_is_typed(self):
        self.see("/?" + self.query(outlet="سكاي"))
        field = self.one("[name=q]")
        field.send_keys("النا")
        field.send_keys("ر")
        WebDriverWait(self.browser, LIMIT).until(lambda _: self.one("[role=status]").get_attribute("textContent") == self.one(".found h2").text != "")
        self.assertEqual([card.find_element(By.CSS_SELECTOR, ".name").text for card in self.all(".card")], ["محمد مرسي", "جو بايدن"])
        # The address is that of what is shown, and the caret stays.
        self.assertIn("outlet=", self.browser.current_url)
        self.assertIn(self.query(q="النار"), self.browser.current_url)
        self.assertEqual(self.focused().get_attribute("name"), "q")
        # What is no search yet leaves what is there.
        field.send_keys(" since:20")
        import time
        time.sleep(1)
        self.assertEqual(len(self.all(".card")), 2)

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
        # أشخاص, شخصا: people all, so on one axis.
        self.assertEqual(len(self.all(".chart svg [class^=mark]")), 3)
        # Whose marks these are leads to his figures of this event.
        source = next(link for link in self.all(".chart + .tools a") if "وزارة الصحة" in link.text)
        source.click()
        self.wait(".chosen")
        self.assertIn("event=killed", self.browser.current_url)
        self.assertEqual(len(self.all("tbody tr")), 2)

    def test_figures_of_a_place(self):
        place = self.get("/v1/archive/people?" + self.query(name="غزة", label="LOC"))["people"][0]
        ministry = next(figure["source_person"] for figure in self.get("/v1/archive/figures")["figures"] if figure["source_name"] == "وزارة الصحة")
        for question, expected in [
            ({"place": place["id"]}, ["n2", "n1", "n0"]), ({"place": place["id"], "event": "killed"}, ["n2", "n1", "n0"]), ({"place": place["id"], "event": "injured"}, []),
            ({"place": place["id"], "source": ministry}, ["n2", "n1"]), ({"source": ministry}, ["n2", "n1"]), ({"place": place["id"], "limit": 1}, ["n2"]),
        ]:
            self.assertEqual([figure["document"] for figure in self.get("/v1/archive/figures?" + self.query(**question))["figures"] if figure["event"] == "killed"], expected, question)
        self.see("/people/" + place["id"], "en")
        section = next(section for section in self.all(".who-is section") if "Figures from here" in section.text)
        self.assertEqual(len(section.find_elements(By.CSS_SELECTOR, "tbody tr")), 3)

    def test_names_are_cards(self):
        self.see("/people")
        listed = self.get("/v1/archive/people?" + self.query(label="PER", limit=51))["people"]
        cards = self.all("ol.results > .card")
        self.assertEqual([card.find_element(By.CSS_SELECTOR, ".name").text for card in cards], [person["name"] for person in listed])
        card = next(card for card in cards if "محمد مرسي" in card.text)
        self.assertIn("شخص", card.find_element(By.CSS_SELECTOR, ".badge").text)
        self.assertIn("وأيضًا: مرسي", card.text)
        self.assertIn("2024-04-03 – 2024-05-07", card.text)
        link = card.find_element(By.CSS_SELECTOR, ".how a")
        self.assertEqual(link.text, "الاقتباسات: 2")
        link.send_keys(Keys.ENTER)
        self.wait(".facets")
        self.assertEqual([card.find_element(By.CSS_SELECTOR, ".name").text for card in self.all(".card")], ["محمد مرسي"] * 2)
        # A place is no person; who finds nothing is shown the way to all kinds.
        self.see("/people?" + self.query(name="غزة", label="PER"), "en")
        self.assertIn("No name begins like that", self.one("main").text)
        self.one("a.more").click()
        self.wait(".card")
        self.assertEqual(self.one(".card .name").text, "غزة")
        self.assertIn("Place", self.one(".card .badge").text)

    def test_an_article_speaks_english_too(self):
        article = self.quotes('"إطلاق النار"')[0]["article"]
        self.see(f"/articles/{article}", "en")
        self.assertEqual([heading.text for heading in self.all(".facts h3")][:2], ["Who said what", "Who said how many"])
        self.assertIn("Show all", self.one(".filters").text)
        self.assertEqual(self.one(".filters label").text.splitlines()[0], "Speaker")
        words = self.one(".bar, .facts .quotes .how").text + " ".join(part.text for part in self.all(".facts .how > span:first-child, .facts thead"))
        self.assertNotRegex(words, "[\u0621-\u064a]")
        self.see(f"/articles/{article}", "ar")
        self.assertEqual(self.one(".facts h3").text, "من قال ماذا")

    def test_the_rest_of_a_story(self):
        one, other = (self.quotes(word)[0]["article"] for word in ["الحوار", "الرماد"])
        also = self.get(f"/v1/archive/articles/{one}/also")["articles"]
        self.assertIn(other, [article["article"] for article in self.get(f"/v1/archive/articles/{other}/also")["articles"]] + [other])
        self.assertEqual([article["document"] for article in also], ["n0"])
        self.see(f"/articles/{one}")
        self.assertEqual([link.text for link in self.all("#also + ul a")], ["هدنة في غزة"])
        self.assertProblem(self.server.ask("GET", "/v1/archive/articles/999999/also"), 404, "not-found", "key")

    def test_on_paper_are_the_quotes_alone(self):
        self.see("/?" + self.query(q="النار"))
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": [REDUCED]})
        try:
            self.assertEqual(len(self.shown(".card")), 2)
            self.assertFalse(self.shown(".ask, .facets, .bar, .tools, .help"))
            # What was asked for is said, and a page that is dark is no dark paper.
            self.assertEqual(self.one(".printed").text, "البحث: النار")
            self.script("document.documentElement.dataset.theme = 'dark'")
            self.assertEqual(self.script("return getComputedStyle(document.documentElement).colorScheme"), "light")
            self.see("/figures?event=killed")
            self.assertIn("وزارة الصحة", self.one(".legend").text)
        finally:
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [REDUCED]})

    def test_many_read_while_a_run_writes(self):
        import shutil
        import threading
        database = self.folder / "growing.db"
        shutil.copy(self.database, database)
        server = self.serve(pipeline=database)
        lines = [{"id": f"w{i}", "text": f"قال عمر الزين إن \"الموسم {i} بدأ\".", "metadata": {"date": "2024-06-01", "outlet": "الشرق", "title": "موسم"}} for i in range(400)]
        (self.folder / "more.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        over, answers, lock = threading.Event(), [], threading.Lock()
        paths = ["/?" + self.query(q="الموسم"), "/v1/archive/facets", "/people", "/v1/archive/quotes?" + self.query(q="speaker:عمر")]

        def read(turn):
            while not over.is_set():
                status = server.ask("GET", paths[turn % len(paths)])[0]
                turn += 1
                with lock:
                    answers.append(status)

        readers = [threading.Thread(target=read, args=[turn]) for turn in range(12)]
        for reader in readers:
            reader.start()
        try:
            subprocess.run([BIN, "run", str(ROOT / "pipelines/database.yaml"), str(self.folder / "more.jsonl"), "-o", str(database), "-q"], check=True, timeout=LIMIT * 4)
        finally:
            over.set()
            for reader in readers:
                reader.join()
        self.assertEqual(set(answers), {200})
        self.assertGreater(len(answers), 12)
        # What was written is there, without a new start.
        found = json.loads(server.ask("GET", "/v1/archive/facets?" + self.query(q="speaker:عمر"))[2])
        self.assertEqual(found["count"], 400)

    def test_english_where_the_browser_reads_english(self):
        self.see("/", "en-GB,en;q=0.9,ar;q=0.5")
        self.assertEqual((self.one("html").get_attribute("lang"), self.one("html").get_attribute("dir")), ("en", "ltr"))
        self.assertIn("Newest first", self.one("form.ask").text)

    def test_what_cannot_be_asked_is_said_in_the_readers_language(self):
        for path, arabic, english in [
            ("/?q=since:yesterday", "يكون التاريخ يوما أو شهرا أو سنة", "since: must be a day"),
            ("/?colour=red", "في العنوان جزء لا يُعرف: colour", "There is no parameter 'colour'."),
            ("/people/zz", "لا أحد في الأرشيف بهذا العنوان.", "Nobody has this id."),
            ("/articles/999999", "لا مقال في الأرشيف بهذا العنوان.", "No article has this key."),
        ]:
            self.see(path)
            self.assertIn(arabic, self.one(".problem").text)
            self.see(path, "en")
            self.assertIn(english, self.one(".problem").text)

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
        article = f"/articles/{self.quotes('بايدن')[0]['article']}"
        for language in ["ar", "en"]:
            for path in ["/", "/?q=x", "/people", "/people?label=LOC", "/people?label=all", "/people?name=zzz", "/figures?event=voyages", article, "/people/" + person["id"], "/people/" + place["id"], "/figures?event=killed"]:
                with self.subTest(path=path, language=language):
                    self.see(path, language)
                    self.assertAccessible()


if __name__ == "__main__":
    unittest.main(verbosity=2)
