// Single keys, by the table that the overview shows (web/shortcuts.py). They stay quiet while
// someone types or is anywhere in the reply box, beside Ctrl, Alt and Meta, and for who turned them off.

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]";

function first(selector) {
  return [...document.querySelectorAll(selector)].find((each) => each.checkVisibility());
}

function along(list, steps) {
  const links = [...(first(list)?.querySelectorAll("a") ?? [])];
  const here = links.findIndex((link) => link === document.activeElement);
  const open = links.findIndex((link) => link.hasAttribute("aria-current"));
  const from = here < 0 ? open : here;
  links[Math.min(Math.max(from + steps, 0), links.length - 1)]?.focus();
}

// At its title: the first thing that can have the focus stands at the end of the keys.
function openAtTitle(dialog) {
  dialog.showModal();
  dialog.querySelector("h2").focus();
}

const DOES = {
  focus: (target) => first(target)?.focus(),
  press: (target) => first(target)?.click(),
  next: (target) => along(target, 1),
  previous: (target) => along(target, -1),
  show: (target) => openAtTitle(document.querySelector(target)),
};

document.addEventListener("keydown", (event) => {
  const overview = document.getElementById("shortcuts");
  if (!overview?.hasAttribute("data-on") || document.querySelector("dialog[open]")) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest(`${TYPING}, #reply`)) return;
  const line = [...overview.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!line) return;
  event.preventDefault();
  DOES[line.dataset.does](line.dataset.target);
});
// Out of a field, to where single keys work; what opened a list or a box of its own closes that first.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  if (!event.target.closest("#pane") || event.target.closest("#blanks, #emoji, #tips, .aside:target")) return;
  if (event.target.matches(TYPING) || event.target.closest("#reply")) first("#thread")?.focus();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows]");
  if (!button) return;
  button.closest("details")?.removeAttribute("open");
  openAtTitle(document.getElementById(button.dataset.shows));
});
