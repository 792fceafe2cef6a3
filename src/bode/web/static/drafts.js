// Drafts: what was typed is kept with the server a moment after its writer pauses. Until the server
// has it, it waits in this tab: through a lost line, and no longer than its writer is signed in.
"use strict";

const DRAFT = "bode-draft-";
const PAUSE_MILLISECONDS = 700;
let draftPause = 0;
let draftSaving = null;

function replyBox() {
  return document.getElementById("reply");
}

// What stands in the box, form by form: of a form that is folded away, nothing.
function written() {
  const fields = new URLSearchParams();
  for (const form of replyBox().querySelectorAll("form")) {
    if (form.id !== "write" && !form.closest("details[open]")) continue;
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && (name === "attachment" || value)) fields.append(name, value);
    }
  }
  return fields;
}

function keepDraftSoon() {
  const box = replyBox();
  if (!box) return;
  const { body, reply_to } = document.getElementById("write").elements;
  const waiting = { body: body.value, replyTo: reply_to.value };
  sessionStorage.setItem(DRAFT + box.dataset.conversation, JSON.stringify(waiting));
  clearTimeout(draftPause);
  draftPause = setTimeout(keepDraft, PAUSE_MILLISECONDS);
}

async function keepDraft() {
  clearTimeout(draftPause);
  draftPause = 0;
  const box = replyBox();
  if (!box) return;
  const { conversation, draft } = box.dataset;
  const waiting = sessionStorage.getItem(DRAFT + conversation);
  draftSaving?.abort();
  const mine = (draftSaving = new AbortController());
  try {
    const answer = await fetch(draft, {
      method: "POST", body: written(), keepalive: true, signal: mine.signal,
      headers: { "HX-Request": "true" }, redirect: "error",
    });
    const isKept = answer.status === 204 && !answer.headers.has("HX-Redirect");
    if (isKept && sessionStorage.getItem(DRAFT + conversation) === waiting) {
      sessionStorage.removeItem(DRAFT + conversation);
      markDrafts();
    }
  } catch {
    // It waits in this tab, and goes along with what is typed next.
  }
}

// What the server never had is newer than what it gave.
function restoreDraft() {
  const box = replyBox();
  const kept = box && sessionStorage.getItem(DRAFT + box.dataset.conversation);
  if (!kept) return;
  const { body, replyTo } = JSON.parse(kept);
  const write = document.getElementById("write");
  write.elements.body.value = body;
  if (body) write.hidden = false; // to be read, even when it can't go any more
  if (replyTo) quote(replyTo);
  keepDraftSoon();
}

function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
  }
}

// The list is the same for everyone; whose drafts wait where is for each alone.
let drafted = new Set();
async function markDrafts() {
  const address = document.getElementById("list")?.dataset.drafts;
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.status === 200) drafted = new Set((await answer.text()).split(" "));
  } catch {
    return; // what was marked stays marked
  }
  showDrafted();
}

function showDrafted() {
  for (const mark of document.querySelectorAll("[data-drafted]")) {
    mark.hidden = !drafted.has(mark.dataset.drafted);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector(".page--entrance")) forgetDrafts(); // nobody is signed in
  restoreDraft();
  markDrafts();
});
document.addEventListener("bode:settled", showDrafted);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") markDrafts(); // written elsewhere meanwhile
});
document.addEventListener("input", (event) => {
  if (event.target.closest("#reply") && event.target.name) keepDraftSoon();
});
// A field that goes away with the former box says once more that it changed: the new box stands by then.
document.addEventListener("change", (event) => {
  if (replyBox()?.contains(event.target) && !event.target.files) keepDraftSoon();
});
// What is folded away is a draft no more.
document.addEventListener("click", (event) => {
  if (event.target.closest("#reply summary")) setTimeout(keepDraftSoon);
});
for (const leaving of ["visibilitychange", "pagehide"]) {
  addEventListener(leaving, () => {
    if (draftPause && document.visibilityState === "hidden") keepDraft();
  });
}
// What was sent is no draft any more; what was typed on since is one.
let onItsWay = "";
function typedSince(text) {
  return text.startsWith(onItsWay) ? text.slice(onItsWay.length).trimStart() : text;
}

function forgetSent({ xhr, requestConfig: { elt } }) {
  if (!elt.matches("#write, #undo") || !wasDone(xhr)) return;
  const waiting = DRAFT + elt.closest(".reply").dataset.conversation;
  const body = elt.id === "write" ? typedSince(elt.elements.body.value) : "";
  if (body) sessionStorage.setItem(waiting, JSON.stringify({ body, replyTo: "" }));
  else sessionStorage.removeItem(waiting);
}
// Another conversation takes the place of this one: its draft goes first. A new reply box takes what
// waits: not what was sent.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "pane" && draftPause) keepDraft();
  forgetSent(event.detail);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.detail.elt.matches(".reply form")) return;
  clearTimeout(draftPause); // what is sent is no draft, nor may word of it come after that
  draftPause = 0;
  draftSaving?.abort();
  if (event.detail.elt.id === "write") onItsWay = event.detail.elt.elements.body.value;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig: { elt } } = event.detail;
  forgetSent(event.detail); // also where no new box came
  if (elt.matches(".reply form") && wasDone(xhr)) markDrafts();
});
// Before anybody can type in the new box: what they change would take the place of what waits.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "reply" || event.target.id === "pane") restoreDraft();
});
