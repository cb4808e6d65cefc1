// The page.

const theme = () => {
  const button = make("button", { type: "button" });
  const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const names = either(["مظهر فاتح", "مظهر داكن"], ["Light", "Dark"]);
  const say = () => { button.textContent = names[isDark() ? 0 : 1]; };
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
  const asked = document.querySelector("form.ask:has([name=q])");
  if (asked && document.querySelector("main > .found")) seek(asked);
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
