"use strict";
// Adds to a page that is complete without it: filters, the keys, what shows at the pointer, the search over
// articles, and on a live page the sending of an article. Text goes into the page as text only.
{
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== undefined && value !== false) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  // Spellings that a searcher does not tell apart: vowel signs, forms of alif, ya and ta.
  const folded = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[\u0640\u064B-\u065F\u0670]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه");

  // What each kind among some items is called, with how many there are, the most frequent first.
  const kindsOf = (items) => {
    const names = new Map(items.map((item) => [item.dataset.kind, item.dataset.says]));
    return counted(items.map((item) => item.dataset.kind)).map(([kind, count]) => [kind, `${names.get(kind)} (${count})`]);
  };

  const counted = (values) => {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  };

  const chooser = (label, options, every) => {
    const select = make("select", {}, make("option", { value: "" }, every));
    for (const [value, text] of options) select.append(make("option", { value }, text));
    return { select, label: make("label", {}, label, select) };
  };

  // MARK: What shows at the pointer and at the focus

  const tip = make("div", { id: "tip", role: "tooltip", hidden: true });
  let shown = null;
  let leaving;

  const show = (mark) => {
    clearTimeout(leaving);
    if (mark === shown) return;
    hide();
    shown = mark;
    const { says, value, by, share } = mark.dataset;
    tip.replaceChildren(
      make("strong", {}, says ?? "", value ? ": " : "", make("bdi", {}, value ?? "")),
      make("code", { dir: "ltr" }, (by ?? "") + (share ? ` · ${share}` : "")));
    tip.hidden = false;
    mark.setAttribute("aria-describedby", "tip");
    mark.closest("article").append(tip);
    place();
  };

  const place = () => {
    if (!shown) return;
    const at = shown.getClientRects()[0] ?? shown.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
    const above = at.top - size.height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  };

  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };

  const leave = () => { leaving = setTimeout(hide, 200); };

  // MARK: An article

  const enhance = (article) => {
    if (article.dataset.ready !== undefined) return;
    article.dataset.ready = "";
    const text = article.querySelector(".text");
    const marks = [...text.querySelectorAll("mark[id]")];
    const items = [...article.querySelectorAll("[data-item]")];
    const parts = [...text.querySelectorAll("[data-quote]")];
    keys(text, marks);
    lights(article);
    filters(article, items, parts, marks);
  };

  // One stop for the tabulator; arrows, Home and End go from mark to mark.
  const keys = (text, marks) => {
    if (marks.length === 0) return;
    text.setAttribute("aria-label", `${text.getAttribute("aria-label")}. بمفاتيح الأسهم تنتقل بين ما استُخرج منه`);
    let current = marks[0];
    for (const mark of marks) mark.tabIndex = mark === current ? 0 : -1;
    const go = (mark) => {
      current.tabIndex = -1;
      current = mark;
      current.tabIndex = 0;
      current.focus();
    };
    text.addEventListener("focusin", (event) => {
      const mark = event.target.closest("mark[id]");
      if (mark && mark !== current) {
        current.tabIndex = -1;
        current = mark;
        current.tabIndex = 0;
      }
    });
    text.addEventListener("keydown", (event) => {
      const from = event.target.closest("mark[id]");
      if (!from || event.ctrlKey || event.altKey || event.metaKey) return;
      const seen = marks.filter((mark) => !mark.classList.contains("off"));
      const step = { ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1 }[event.key];
      const at = seen.indexOf(from);
      const to = step ? at + step : event.key === "Home" ? 0 : event.key === "End" ? seen.length - 1 : undefined;
      if (to === undefined) return;
      event.preventDefault();
      if (seen[to]) go(seen[to]);
    });
  };

  // A card and its place in the text show each other.
  const lights = (article) => {
    const light = (event, isOn) => {
      const id = event.target.closest?.(".card, .quote, [data-quote]");
      const item = id?.dataset.item ?? id?.dataset.quote;
      if (!item) return;
      for (const other of article.querySelectorAll(`[data-item="${item}"], [data-quote="${item}"]`)) {
        other.classList.toggle("lit", isOn);
      }
    };
    article.addEventListener("pointerover", (event) => light(event, true));
    article.addEventListener("pointerout", (event) => light(event, false));
  };

  const filters = (article, items, parts, marks) => {
    const speakers = counted(items.filter((item) => item.matches(".card")).map((card) => card.dataset.speaker));
    const names = [...article.querySelectorAll(".entities tr[data-cluster]")]
      .map((row) => [row.dataset.cluster, row.dataset.name]);
    const found = items.filter((item) => item.matches("mark[id], .card"));
    if (found.length === 0) return;
    const speaker = chooser("القائل", speakers.map(([name, count]) => [name, `${name} (${count})`]), "كل القائلين");
    const entity = chooser("الاسم", names, "كل الأسماء");
    const kind = chooser("النوع", kindsOf(found), "كل الأنواع");
    const all = make("button", { type: "button" }, "إظهار الكل");
    const status = make("p", { class: "status", role: "status" });
    const total = found.length;

    const apply = () => {
      hide();
      const wanted = [
        (item) => !speaker.select.value || item.dataset.speaker === speaker.select.value,
        (item) => !entity.select.value || item.dataset.cluster === entity.select.value,
        (item) => !kind.select.value || item.dataset.kind === kind.select.value,
      ];
      const quotes = new Set();
      let count = 0;
      for (const item of items) {
        const isSeen = wanted.every((test) => test(item));
        if (item.closest(".text")) item.classList.toggle("off", !isSeen);
        else item.hidden = !isSeen;
        if (isSeen && item.matches(".card")) quotes.add(item.dataset.item);
        if (isSeen && item.matches("mark[id], .card")) count += 1;
      }
      for (const part of parts) part.classList.toggle("off", !quotes.has(part.dataset.quote));
      for (const reference of article.querySelectorAll(".reference")) {
        reference.classList.toggle("off", !quotes.has(reference.hash.slice(1).replace(/-card$/, "")));
      }
      for (const section of article.querySelectorAll(".facts section")) {
        const inside = [...section.querySelectorAll("[data-item]")];
        section.hidden = inside.length > 0 && inside.every((item) => item.hidden);
      }
      const seen = marks.filter((mark) => !mark.classList.contains("off"));
      for (const mark of marks) mark.tabIndex = mark === seen[0] ? 0 : -1;
      status.textContent = count === total ? "" : `يظهر ${count} من ${total}`;
    };

    for (const { select } of [speaker, entity, kind]) select.addEventListener("change", apply);
    all.addEventListener("click", () => {
      for (const { select } of [speaker, entity, kind]) select.value = "";
      apply();
    });
    article.querySelector(".page > .text").before(
      make("div", { class: "filters", role: "group", "aria-label": "ما يظهر" },
        speaker.label, entity.label, kind.label, all, status));
  };

  // MARK: A report of many articles

  const search = (articles) => {
    const entries = articles.map((article) => ({
      article,
      text: folded(article.dataset.search),
      speakers: [...article.querySelectorAll(".card")].map((card) => card.dataset.speaker),
      names: [...article.querySelectorAll("tr[data-name]")].map((row) => row.dataset.name),
      items: [...article.querySelectorAll(".card, mark[id]")],
    }));
    for (const entry of entries) {
      entry.foldedSpeakers = entry.speakers.map(folded);
      entry.foldedNames = entry.names.map(folded);
      entry.kinds = new Set(entry.items.map((item) => item.dataset.kind));
    }
    const field = (label, id, values) => {
      const list = make("datalist", { id });
      for (const [value] of counted(values).slice(0, 300)) list.append(make("option", { value }));
      const input = make("input", { type: "search", list: id, autocomplete: "off" });
      return { input, label: make("label", {}, label, input, list) };
    };
    const words = make("input", { type: "search", autocomplete: "off" });
    const speaker = field("القائل", "speakers", entries.flatMap((entry) => [...new Set(entry.speakers)]));
    const name = field("الاسم", "names", entries.flatMap((entry) => [...new Set(entry.names)]));
    const kind = chooser("النوع", kindsOf(entries.flatMap((entry) => entry.items)), "كل الأنواع");
    const status = make("p", { class: "status", role: "status" }, `${articles.length} مقالًا`);
    const apply = () => {
      const [w, s, n, k] = [folded(words.value), folded(speaker.input.value), folded(name.input.value), kind.select.value];
      let count = 0;
      for (const entry of entries) {
        const fits = (!w || entry.text.includes(w)) && (!s || entry.foldedSpeakers.some((text) => text.includes(s)))
          && (!n || entry.foldedNames.some((text) => text.includes(n))) && (!k || entry.kinds.has(k));
        entry.article.hidden = !fits;
        if (fits) count += 1;
      }
      status.textContent = count === articles.length ? `${articles.length} مقالًا` : `يظهر ${count} من ${articles.length} مقالًا`;
    };
    for (const input of [words, speaker.input, name.input]) input.addEventListener("input", apply);
    kind.select.addEventListener("change", apply);
    document.querySelector("main").before(
      make("form", { class: "search", role: "search" }, make("label", {}, "العنوان أو المصدر", words),
        speaker.label, name.label, kind.label, status));
    document.querySelector(".search").addEventListener("submit", (event) => event.preventDefault());
  };

  // MARK: A live page

  const compose = (form) => {
    const text = form.querySelector("textarea");
    const token = form.querySelector("[name=token]");
    const send = form.querySelector("button");
    const status = make("p", { class: "status", role: "status" });
    const file = make("input", { type: "file", accept: ".txt,.html,.htm,.json,text/plain,text/html,application/json" });
    form.querySelector(".actions").append(make("label", {}, "أو ملف", file));
    form.append(status);

    const types = { html: "text/html", htm: "text/html", json: "application/json" };

    const ask = async (body, type) => {
      send.disabled = true;
      status.textContent = "يُقرأ المقال…";
      document.querySelector(".problem")?.remove();
      const headers = { "content-type": type, accept: "text/html, application/problem+json" };
      if (token?.value) headers.authorization = `Bearer ${token.value}`;
      try {
        const answer = await fetch("v1/annotate", { method: "POST", headers, body });
        if (!answer.ok) throw new Error((await answer.json()).detail);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const article = document.adoptNode(page.querySelector("article"));
        document.querySelector("main").replaceChildren(article);
        enhance(article);
        status.textContent = "";
        const heading = article.querySelector("h2");
        heading.tabIndex = -1;
        heading.focus();
      } catch (error) {
        status.textContent = "";
        form.after(make("p", { class: "problem", role: "alert", dir: "auto" }, error.message || "لم يُجب الخادم."));
      }
      send.disabled = false;
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(text.value, "text/plain; charset=utf-8");
    });
    const upload = (chosen) => ask(chosen, types[chosen.name.split(".").pop().toLowerCase()] ?? "text/plain; charset=auto");
    file.addEventListener("change", () => {
      if (file.files[0]) upload(file.files[0]);
      file.value = "";
    });
    text.addEventListener("dragover", (event) => { event.preventDefault(); text.classList.add("drop"); });
    text.addEventListener("dragleave", () => text.classList.remove("drop"));
    text.addEventListener("drop", (event) => {
      text.classList.remove("drop");
      if (!event.dataTransfer.files[0]) return;
      event.preventDefault();
      upload(event.dataTransfer.files[0]);
    });
  };

  // MARK: The page

  const theme = () => {
    const button = make("button", { type: "button" });
    const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark"
      || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    const say = () => { button.textContent = isDark() ? "مظهر فاتح" : "مظهر داكن"; };
    button.addEventListener("click", () => {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      say();
    });
    say();
    document.querySelector(".bar").append(button);
  };

  // Of several articles, the one that the address names is open. It gets its filters when it is first looked at.
  const open = (articles) => {
    const place = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const chosen = place?.closest(".document");
    for (const article of articles) article.classList.toggle("open", article === chosen);
    document.body.classList.toggle("reading", Boolean(chosen));
    if (!chosen) return;
    enhance(chosen);
    place.scrollIntoView();
  };

  document.addEventListener("DOMContentLoaded", () => {
    theme();
    const articles = [...document.querySelectorAll("main > .document")];
    if (articles.length === 1) enhance(articles[0]);
    if (articles.length > 1) search(articles);
    const form = document.querySelector("form.compose");
    if (form) compose(form);
    if (articles.length > 1) {
      open(articles);
      addEventListener("hashchange", () => open(articles));
    }
    document.addEventListener("pointerover", (event) => {
      const mark = event.target.closest?.(".text mark");
      if (mark && !mark.classList.contains("off")) show(mark);
      else if (tip.contains(event.target)) clearTimeout(leaving);
      else if (shown) leave();
    });
    document.addEventListener("focusin", (event) => {
      const mark = event.target.closest?.(".text mark");
      if (mark) show(mark); else hide();
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    document.addEventListener("scroll", place, { passive: true });
    addEventListener("resize", place);
  });
}
