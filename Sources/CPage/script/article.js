// An article.

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
  text.setAttribute("aria-label", `${text.getAttribute("aria-label")}. ${
    either("بمفاتيح الأسهم تنتقل بين ما استُخرج منه", "The arrow keys go from one thing that was found to the next")}`);
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
  const speakers = counted(
    items.filter((item) => item.matches(".card, tr[data-event][data-speaker]")).map((item) => item.dataset.speaker));
  const names = [...article.querySelectorAll(".entities tr[data-cluster]")]
    .map((row) => [row.dataset.cluster, row.dataset.name]);
  const found = items.filter((item) => item.matches("mark[id], .card"));
  if (found.length === 0) return;
  const speaker = chooser(either("القائل", "Speaker"), speakers.map(([name, count]) => [name, `${name} (${count})`]),
    either("كل القائلين", "All speakers"));
  const entity = chooser(either("الاسم", "Name"), names, either("كل الأسماء", "All names"));
  const kind = chooser(either("النوع", "Kind"), kindsOf(found), either("كل الأنواع", "All kinds"));
  const rows = items.filter((item) => item.matches("tr[data-event]"));
  const event = chooser(either("الحدث", "Event"),
    [...new Map(rows.map((row) => [row.dataset.event, row.dataset.eventName]))], either("كل الأحداث", "All events"));
  const selects = [speaker, entity, kind, ...(rows.length > 0 ? [event] : [])];
  const all = make("button", { type: "button" }, either("إظهار الكل", "Show all"));
  const status = make("p", { class: "status", role: "status" });
  const total = found.length;

  const apply = () => {
    hide();
    const wanted = [
      (item) => !speaker.select.value || item.dataset.speaker === speaker.select.value,
      (item) => !entity.select.value || item.dataset.cluster === entity.select.value,
      (item) => !kind.select.value || item.dataset.kind === kind.select.value,
      (item) => !event.select.value || item.dataset.event === event.select.value,
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
    status.textContent = count === total ? "" : either(`يظهر ${count} من ${total}`, `${count} of ${total} shown`);
  };

  for (const { select } of selects) select.addEventListener("change", apply);
  all.addEventListener("click", () => {
    for (const { select } of selects) select.value = "";
    apply();
  });
  article.querySelector(".page > .text").before(
    make("div", { class: "filters", role: "group", "aria-label": either("ما يظهر", "What is shown") },
      ...selects.map((one) => one.label), all, status));
};
