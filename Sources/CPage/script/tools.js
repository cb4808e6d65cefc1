"use strict";
// The page's script, in the order in which page.c joins it. It adds to a page that is complete without it: filters,
// the keys, what shows at the pointer, the search over articles, and on a live page the sending of an article. Text goes
// into the page as text only.

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

// What the page says in the language in which it speaks of itself.
const either = (arabic, english) => (document.documentElement.lang === "en" ? english : arabic);

const counted = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

// How many articles, with the noun in the form that Arabic has for the number. That of two depends on the word before it.
const articlesOf = (count, two = "مقالان") => ({
  one: "مقال واحد", two, few: `${count} مقالات`, many: `${count} مقالًا`,
})[new Intl.PluralRules("ar").select(count)] ?? `${count} مقال`;

const chooser = (label, options, every) => {
  const select = make("select", {}, make("option", { value: "" }, every));
  for (const [value, text] of options) select.append(make("option", { value }, text));
  return { select, label: make("label", {}, label, select) };
};
