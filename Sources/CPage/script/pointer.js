// What shows at the pointer and at the focus.

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
