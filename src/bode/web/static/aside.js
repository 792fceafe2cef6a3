// Beside a conversation: naming a colleague in a note, the sheet on small screens, and what was seen.
"use strict";

// Who types @ gets a list of colleagues: arrows choose, Enter or Tab takes, Escape lets it be.
const AFTER_AT = /(^|[^\w.])@([^@\n]{0,40})$/u;

function colleagues(box) {
  const known = document.getElementById(box.dataset.mentions);
  return known ? [...known.options].map((option) => option.value) : [];
}

function typed(box) {
  return box.value.slice(0, box.selectionStart).match(AFTER_AT)?.[2];
}

function offerNames(box) {
  closeNames(box);
  const begin = typed(box)?.toLowerCase();
  if (begin === undefined) return;
  const fitting = colleagues(box).filter((name) =>
    name.toLowerCase().split(" ").some((_, at, parts) => parts.slice(at).join(" ").startsWith(begin)),
  );
  if (!fitting.length) return;
  const list = document.createElement("ul");
  list.className = "named";
  list.id = "named";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0]?.textContent ?? "");
  fitting.slice(0, 8).forEach((name, at) => {
    const option = document.createElement("li");
    option.id = `named-${at}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      takeName(box, name);
    });
    list.append(option);
  });
  box.after(list);
  box.setAttribute("aria-controls", "named");
  choose(box, 0);
}

function options() {
  return [...document.querySelectorAll("#named [role=option]")];
}

function choose(box, at) {
  const all = options();
  all.forEach((option, here) => option.setAttribute("aria-selected", String(here === at)));
  if (!all[at]) return;
  box.setAttribute("aria-activedescendant", all[at].id);
  all[at].scrollIntoView({ block: "nearest" });
}

function closeNames(box) {
  document.getElementById("named")?.remove();
  box.removeAttribute("aria-activedescendant");
  box.removeAttribute("aria-controls");
}

function takeName(box, name) {
  const end = box.selectionStart;
  box.setRangeText(`${name} `, end - typed(box).length, end, "end");
  closeNames(box);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-mentions]")) offerNames(target);
});
document.addEventListener("focusout", ({ target }) => {
  if (target.matches("[data-mentions]")) closeNames(target);
});
document.addEventListener(
  "keydown",
  (event) => {
    const box = event.target;
    if (!box.matches?.("[data-mentions]") || !document.getElementById("named")) return;
    const all = options();
    const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(box, (here + step + all.length) % all.length);
    else if (event.key === "Enter" || event.key === "Tab") takeName(box, all[here].textContent);
    else if (event.key === "Escape") closeNames(box);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// Ctrl+Enter keeps a note, as it sends an answer.
document.addEventListener("keydown", (event) => {
  const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (!isSend || !event.target.matches?.("#note")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// Who kept a note by its button goes on in its box.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "noting") return;
  sayHeard(target);
  if (document.activeElement === document.body) document.getElementById("note").focus();
});

// The sheet closes with Escape, and gives the focus back to the link that opened it.
let asideOpener = "about-citizen";
function closeAside() {
  location.hash = "pane-title";
  (document.getElementById(asideOpener) ?? document.getElementById("about-citizen"))?.focus();
}
document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("a[href='#aside']");
  if (opener) asideOpener = opener.id;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.querySelector(".aside:target")) return;
  if (document.querySelector(".aside-open")?.offsetParent) closeAside();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-close-aside]")) return;
  event.preventDefault();
  closeAside();
});

// Who looks at a note that names them has seen it.
function seeMentions() {
  if (document.visibilityState !== "visible") return;
  const note = document.querySelector("#thread [data-mentions-me]");
  if (!note) return;
  const address = note.dataset.mentionsMe;
  for (const each of document.querySelectorAll("[data-mentions-me]")) delete each.dataset.mentionsMe;
  htmx.ajax("POST", address, { source: note, swap: "none", values: token() });
}
document.addEventListener("bode:settled", seeMentions);
document.addEventListener("visibilitychange", seeMentions);

// A tag that was taken away takes the focus with it.
document.addEventListener("htmx:afterRequest", ({ target }) => {
  if (target.closest?.("#aside-about")) document.getElementById("tag")?.focus();
});
