// A report of many articles.

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
  const status = make("p", { class: "status", role: "status" }, articlesOf(articles.length));
  const apply = () => {
    const [w, s, n, k] = [folded(words.value), folded(speaker.input.value), folded(name.input.value), kind.select.value];
    let count = 0;
    for (const entry of entries) {
      const fits = (!w || entry.text.includes(w)) && (!s || entry.foldedSpeakers.some((text) => text.includes(s)))
        && (!n || entry.foldedNames.some((text) => text.includes(n))) && (!k || entry.kinds.has(k));
      entry.article.hidden = !fits;
      if (fits) count += 1;
    }
    status.textContent = count === articles.length ? articlesOf(count) : `يظهر ${count} من ${articlesOf(articles.length, "مقالين")}`;
  };
  for (const input of [words, speaker.input, name.input]) input.addEventListener("input", apply);
  kind.select.addEventListener("change", apply);
  document.querySelector("main").before(
    make("form", { class: "search", role: "search" }, make("label", {}, "العنوان أو المصدر", words),
      speaker.label, name.label, kind.label, status));
  document.querySelector(".search").addEventListener("submit", (event) => event.preventDefault());
};
