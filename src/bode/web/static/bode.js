// What the pages do beyond HTML: they work without it, and are quicker and livelier with it.
"use strict";

const QUIET_SECONDS = 40; // the server beats every 15 seconds; then the line is dead

// Merging: a fragment changes only what differs, so that focus, selection and scroll stay.
// Elements with data-merge are taken over by id; in a list, each item by id and data-version. One
// with data-same is there already, and only says where it stands.
function mergeList(list, fresh) {
  const known = new Map();
  for (const item of [...list.children]) {
    if (known.has(item.id)) item.remove(); // twice in a list that was made while it changed
    else known.set(item.id, item);
  }
  // First, so that nothing that stays is moved past it: what is moved loses the focus.
  const named = new Set([...fresh.children].map((each) => each.id));
  for (const [id, item] of known) if (!named.has(id)) item.remove();
  let place = list.firstElementChild;
  for (const item of [...fresh.children]) {
    const old = known.get(item.id);
    const isThere = old?.dataset.version === item.dataset.version;
    if ("same" in item.dataset && !isThere) {
      htmx.trigger(list.closest("[hx-get]"), "bode:lacking"); // not as was thought
      if (!old) continue;
    }
    const kept = isThere || "same" in item.dataset ? old : item;
    if (kept === item && old) {
      if (place === old) place = old.nextElementSibling;
      old.remove();
    }
    if (kept === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(kept, place);
    }
    if (kept === item) {
      htmx.process(item);
      announce(item, old);
    }
  }
}

// A screen reader hears what is new, in a line of its own: in the list of messages itself it
// would hear a message again whenever its tick changes.
function announce(item, old) {
  const heard = document.getElementById("heard");
  if (!heard) return;
  const trouble = item.querySelector(".trouble p");
  if (!old && item.matches(".message--theirs:last-child")) {
    heard.textContent = `${heard.dataset.new} ${item.dataset.author}: ${item.dataset.said}`;
  } else if (trouble && !old?.querySelector(".trouble")) {
    heard.textContent = trouble.textContent;
  }
}

// What was done shows on the page that comes of it; who does not see that hears it.
function sayHeard(place) {
  const heard = document.getElementById("heard");
  const told = place.querySelector("[data-heard]");
  if (heard && told) heard.textContent = told.textContent;
}

// Where the focus may go on when what has it is taken out: what comes instead by the same id, the
// rows beside it, what is around it, then the title. Not all that is on the page: nobody sees that.
function trailOf(element) {
  const ids = [];
  for (let each = element; each && each.id !== "main"; each = each.parentElement) {
    if (each.id) ids.push(each.id);
  }
  ids.splice(1, 0, ...rowsBeside(element?.closest("#rows > li")));
  return [...ids, "pane-title", "inbox-title"];
}

// The links in the rows below this one, then in those above it, by their ids: nearest first.
function rowsBeside(row) {
  const rows = row ? [...row.parentElement.children] : [];
  const beside = [...rows.slice(rows.indexOf(row) + 1), ...rows.slice(0, rows.indexOf(row)).reverse()];
  return beside.map((each) => each.querySelector("a")?.id).filter(Boolean);
}

function follow(trail, focused) {
  // What has no id comes back in what does: a link in a message whose tick changed.
  const beside = document.getElementById(trail[0])?.querySelectorAll("a, button") ?? [];
  const same = [...beside].find((each) => each.href === focused?.href && each.textContent === focused?.textContent);
  if (same) return same.focus({ preventScroll: true });
  for (const id of trail) {
    const place = document.getElementById(id);
    place?.focus({ preventScroll: true });
    if (place && document.activeElement === place) return;
  }
}

function merge(fragment) {
  const focused = document.activeElement;
  const trail = trailOf(focused);
  document.dispatchEvent(new CustomEvent("bode:merging", { detail: fragment }));
  for (const fresh of fragment.querySelectorAll("[data-merge]")) {
    const here = document.getElementById(fresh.id);
    if (!here) continue;
    if (here.tagName === "OL") {
      mergeList(here, fresh);
    } else if (here.dataset.version !== fresh.dataset.version) {
      here.replaceWith(fresh);
      htmx.process(fresh);
    }
  }
  const thread = document.getElementById("thread");
  const freshThread = fragment.querySelector("#thread");
  if (thread && freshThread) thread.dataset.unread = freshThread.dataset.unread;
  if (document.activeElement !== focused) follow(trail, focused); // taken out, or moved
}

htmx.defineExtension("merge", {
  isInlineSwap: (style) => style === "merge",
  handleSwap(style, target, fragment) {
    if (style !== "merge") return false;
    merge(fragment);
    settle();
    return [];
  },
});

// The list marks the conversation that is open: with a fragment the address bar knows which.
function markCurrent() {
  for (const link of document.querySelectorAll("#rows a")) {
    if (new URL(link.href).pathname === location.pathname) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

// Who looks at the page has read what is on it; who left the tab open has not.
function markSeen() {
  const pane = document.getElementById("pane");
  const thread = document.getElementById("thread");
  if (!pane?.dataset.seen || !Number(thread?.dataset.unread)) return;
  if (document.visibilityState !== "visible") return;
  thread.dataset.unread = "0";
  htmx.ajax("POST", pane.dataset.seen, { source: thread, swap: "none", values: token() });
}

// What each form sends along: its token, and for which organisation its page was made.
function token() {
  const found = ["csrfmiddlewaretoken", "made_for"].map((name) =>
    document.querySelector(`input[name=${name}]`),
  );
  return Object.fromEntries(found.filter(Boolean).map(({ name, value }) => [name, value]));
}

// Whether what a form asked was done: an answer that leads to the sign-in says that nothing was.
function wasDone(xhr) {
  return xhr.status >= 200 && xhr.status < 300 && !xhr.getResponseHeader("HX-Redirect");
}

const SOON = 60 * 60; // seconds

// The service window runs out while one types: the box follows, and keeps what was typed.
function countDown() {
  const line = document.getElementById("window");
  if (!line?.dataset.expires) return;
  const left = Number(line.dataset.expires) - serverNow();
  const open = left > 0;
  line.classList.toggle("window--open", open);
  line.classList.toggle("window--closed", !open);
  line.classList.toggle("window--soon", open && left < SOON);
  line.querySelector(".window__open").hidden = !open;
  line.querySelector(".window__closed").hidden = open;
  if (open) line.querySelector("[data-countdown]").textContent = duration(left);
  const reply = document.getElementById("reply");
  const now = open ? "open" : "closed";
  if (!reply || reply.dataset.window === now) return;
  reply.dataset.window = now;
  const write = document.getElementById("write");
  const isBegun = write.querySelector("textarea").value || write.querySelector("[name=attachment]");
  if (open || !isBegun) write.hidden = !open;
  const choose = document.getElementById("choose");
  if (choose) choose.open = !open && !isBegun;
  if (!open && isBegun) sayShut(line);
  const extras = document.getElementById("extras");
  if (!extras.open) extras.hidden = !open;
}

// Who types does not look at the line above: they hear that what stands there can't go any more.
function sayShut(line) {
  const heard = document.getElementById("heard");
  const told = [line.querySelector(".window__closed"), document.getElementById("shut")];
  if (heard) heard.textContent = told.map((each) => each.textContent.trim()).join(" ");
}

function duration(seconds) {
  const list = (value, unit) =>
    new Intl.NumberFormat(document.documentElement.lang, {
      style: "unit", unit, unitDisplay: "long",
    }).format(value);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (hours) return minutes ? `${list(hours, "hour")} ${list(minutes, "minute")}` : list(hours, "hour");
  return minutes ? list(minutes, "minute") : list(Math.floor(seconds), "second");
}

// What another agent said that it is about shows in the reply box, beside what was typed. What was
// asked before one chose oneself, or before this box came, may tell of a time before that. A choice
// that was not taken, for want of a reason, stands.
const PURPOSE = "#reply select[name=purpose]";
let shownAskedAt = 0; // when the page asked for the news that it shows
function followPurpose() {
  const purpose = document.getElementById("head")?.dataset.purpose;
  for (const select of document.querySelectorAll(PURPOSE)) {
    const { kept, chosenAt = 0, isOwn } = select.dataset;
    if (purpose === undefined || kept === purpose || shownAskedAt < Number(chosenAt)) continue;
    select.dataset.kept = purpose;
    if (!isOwn) select.value = purpose;
    else if (select.value === purpose) delete select.dataset.isOwn;
  }
  askWhy();
}

function followPurposeFromNowOn(...selects) {
  for (const select of selects) select.dataset.chosenAt = performance.now();
  htmx.trigger(document.body, "bode:changed");
}

// Who answers for another purpose than the conversation has, says why.
function askWhy() {
  for (const select of document.querySelectorAll(PURPOSE)) {
    const kept = select.dataset.kept;
    const why = select.parentElement.querySelector(".write__why");
    if (why) why.hidden = !kept || !select.value || select.value === kept;
    if (kept && select.value === kept) settleWrong(select.parentElement);
  }
}

// What was wrong about the purpose is so no longer.
function settleWrong(about) {
  for (const field of about.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    document.getElementById("refused")?.remove();
  }
}

// Several may be marked to get the focus, some of them folded away.
function firstSeen(place, selector) {
  return [...place.querySelectorAll(selector)].find((each) => each.checkVisibility());
}

// The tab tells how many conversations wait to be read.
function countUnread() {
  const unread = Number(document.getElementById("unread")?.dataset.version);
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = unread ? `(${unread}) ${title}` : title;
}

function settle() {
  markCurrent();
  markSeen();
  countDown();
  followPurpose();
  countUnread();
  document.dispatchEvent(new Event("bode:settled"));
}

// A page that hears nothing says so, and catches up when the line is back.
let lastHeard = Date.now();
let isLost = false;
function showLine() {
  for (const line of document.querySelectorAll(".stale")) line.hidden = !isLost;
}
function setLost(lost) {
  if (lost === isLost) return;
  isLost = lost;
  showLine();
  document.dispatchEvent(new CustomEvent("bode:line", { detail: isLost }));
}
function hear() {
  lastHeard = Date.now();
  setLost(false);
}
function lose() {
  setLost(true);
}
function listenTo(source) {
  for (const name of ["beat", "list", "everything"]) source.addEventListener(name, hear);
  source.addEventListener("beat", ({ data }) => setClock(Number(data)));
}

document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.add("has-script");
  settle();
  firstSeen(document, "[data-focus]")?.focus();
  setInterval(() => {
    countDown();
    if (Date.now() - lastHeard > QUIET_SECONDS * 1000) lose();
  }, 1000);
});
addEventListener("offline", lose);
document.addEventListener("visibilitychange", markSeen);
document.addEventListener("change", ({ target }) => {
  if (target.matches(PURPOSE)) askWhy();
});
document.addEventListener("htmx:sseOpen", (event) => {
  hear();
  listenTo(event.detail.source);
});
for (const name of ["sseError", "sendError", "timeout"]) {
  document.addEventListener(`htmx:${name}`, lose);
}
document.addEventListener("htmx:beforeRequest", ({ detail: { elt, target, requestConfig } }) => {
  if (target.id === "live") requestConfig.askedAt = performance.now();
  if (elt.matches(PURPOSE)) elt.dataset.chosenAt = Infinity; // until the server has it
});
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap, requestConfig } }) => {
  if (target.id === "live" && shouldSwap) shownAskedAt = requestConfig.askedAt;
});
document.addEventListener("htmx:afterRequest", ({ detail: { xhr, requestConfig: { elt } } }) => {
  if (!elt.matches(PURPOSE)) return;
  if (wasDone(xhr)) delete elt.dataset.isOwn;
  else elt.dataset.isOwn = "yes";
  followPurposeFromNowOn(elt);
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "reply") followPurposeFromNowOn(...target.querySelectorAll(PURPOSE));
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "pane") return;
  showLine();
  settle();
});
document.addEventListener("htmx:pushedIntoHistory", markCurrent);
