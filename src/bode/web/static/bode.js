// What the pages do beyond HTML: they work without it, and are quicker and livelier with it.
"use strict";

const QUIET_SECONDS = 40; // the server beats every 15 seconds; then the line is dead

// Merging: a fragment changes only what differs, so that focus, selection and scroll stay.
// Elements with data-merge are taken over by id; in a list, each item by id and data-version.
function mergeList(list, fresh) {
  const known = new Map([...list.children].map((item) => [item.id, item]));
  let place = list.firstElementChild;
  for (const item of [...fresh.children]) {
    const old = known.get(item.id);
    known.delete(item.id);
    const kept = old && old.dataset.version === item.dataset.version ? old : item;
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
  for (const gone of known.values()) gone.remove();
}

// A screen reader hears what is new, in a line of its own: in the list of messages itself it
// would hear a message again whenever its tick changes.
function announce(item, old) {
  const heard = document.getElementById("heard");
  if (!heard) return;
  const trouble = item.querySelector(".trouble p");
  if (!old && item.matches(".message--theirs")) {
    heard.textContent = `${heard.dataset.new} ${authorOf(item)}: ${gist(item)}`;
  } else if (trouble && !old?.querySelector(".trouble")) {
    heard.textContent = trouble.textContent;
  }
}

function authorOf(message) {
  return message.querySelector(".bubble > .visually-hidden").textContent.replace(/:$/, "");
}

function gist(message) {
  const said = message.querySelector(".bubble__text, .bubble__note, .file, figcaption, img");
  return said?.textContent.trim() || said?.alt || "";
}

function merge(fragment) {
  const focused = document.activeElement?.id;
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
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
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

function token() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return field ? { csrfmiddlewaretoken: field.value } : {};
}

// The service window runs out while one types: the box follows, and keeps what was typed.
function countDown() {
  const line = document.getElementById("window");
  if (!line?.dataset.expires) return;
  const left = Number(line.dataset.expires) - Date.now() / 1000;
  const open = left > 0;
  line.classList.toggle("window--open", open);
  line.classList.toggle("window--closed", !open);
  line.querySelector(".window__open").hidden = !open;
  line.querySelector(".window__closed").hidden = open;
  if (open) line.querySelector("[data-countdown]").textContent = duration(left);
  const reply = document.getElementById("reply");
  const now = open ? "open" : "closed";
  if (!reply || reply.dataset.window === now) return;
  reply.dataset.window = now;
  const write = document.getElementById("write");
  if (open || !write.querySelector("textarea").value) write.hidden = !open;
  const choose = document.getElementById("choose");
  if (choose) choose.open = !open;
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

// The preview of a template shows what was filled in.
function preview(root) {
  for (const mark of root.querySelectorAll("[data-filled]")) {
    const field = document.getElementById(mark.dataset.filled);
    const value = field?.value.trim();
    mark.textContent = value || mark.dataset.open;
    mark.classList.toggle("is-filled", Boolean(value));
  }
}

function answerTo(messageId) {
  const write = document.getElementById("write");
  const message = document.getElementById(`message-${messageId}`);
  const quote = document.getElementById("draft-quote");
  write.elements.reply_to.value = messageId || "";
  quote.hidden = !messageId;
  if (message) {
    quote.querySelector(".quote__author").textContent = authorOf(message);
    quote.querySelector(".quote__text").textContent = gist(message);
  }
  if (!write.hidden) document.getElementById("body").focus();
}

function settle() {
  markCurrent();
  markSeen();
  countDown();
}

// A page that hears nothing says so, and catches up when the line is back.
let lastHeard = Date.now();
function hear() {
  lastHeard = Date.now();
  const stale = document.getElementById("stale");
  if (stale) stale.hidden = true;
}
function listenTo(source) {
  for (const name of ["beat", "list", "everything"]) source.addEventListener(name, hear);
}

document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.classList.add("has-script");
  settle();
  preview(document);
  document.querySelector("[data-focus]")?.focus();
  setInterval(() => {
    countDown();
    const stale = document.getElementById("stale");
    if (stale && Date.now() - lastHeard > QUIET_SECONDS * 1000) stale.hidden = false;
  }, 1000);
});
document.addEventListener("visibilitychange", markSeen);
document.addEventListener("htmx:sseOpen", (event) => {
  hear();
  listenTo(event.detail.source);
});
document.addEventListener("htmx:sseError", () => {
  const stale = document.getElementById("stale");
  if (stale) stale.hidden = false;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "pane") {
    settle();
    const heading = document.getElementById("pane-title");
    heading?.focus({ preventScroll: true });
  }
  if (event.target.id === "template-fields" || event.target.id === "reply") preview(event.target);
  if (event.target.id === "reply") {
    countDown();
    (event.target.querySelector("[data-focus]") || document.getElementById("body"))?.focus();
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const sent = event.detail.successful && event.detail.requestConfig.verb === "post";
  if (sent && event.detail.target?.id === "reply") htmx.trigger(document.body, "bode:changed");
});
document.addEventListener("htmx:pushedIntoHistory", markCurrent);
document.addEventListener("input", (event) => {
  if (event.target.dataset.fills) preview(document);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "body") {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
document.addEventListener("click", (event) => {
  const answer = event.target.closest("[data-reply-to]");
  const drop = event.target.closest("[data-drop-quote]");
  if (answer || drop) {
    event.preventDefault();
    answerTo(answer?.dataset.replyTo || "");
  }
});
