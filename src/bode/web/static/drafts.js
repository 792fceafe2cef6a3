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
function written(box) {
  const fields = new URLSearchParams();
  for (const form of box.querySelectorAll("form")) {
    if (form.id !== "write" && !form.closest("details[open]")) continue;
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && (name === "attachment" || value)) fields.append(name, value);
    }
  }
  return fields;
}

async function giveDraft(box, signal) {
  const answer = await fetch(box.dataset.draft, {
    method: "POST", body: written(box), keepalive: true, signal,
    headers: { "HX-Request": "true" }, redirect: "error",
  });
  return answer.status === 204 && !answer.headers.has("HX-Redirect");
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
  if (!box || sending.has(document.getElementById("write"))) return;
  const { conversation } = box.dataset;
  const waiting = sessionStorage.getItem(DRAFT + conversation);
  draftSaving?.abort();
  const mine = (draftSaving = new AbortController());
  try {
    const isKept = await giveDraft(box, mine.signal);
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
    const { drafted: conversation } = mark.dataset;
    mark.hidden = !drafted.has(conversation) && !heldNotes.has(conversation);
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
// What is sent is no draft: nor may word of it come after that. Until it is known what became of it,
// what is typed on waits in this tab.
const sending = new Map();
function typedSince({ elements: { body, reply_to } }, sent) {
  const rest = body.value.slice(sent.body.length);
  const isOther = !body.value.startsWith(sent.body) || /\p{L}\p{L}/u.test(sent.body.slice(-1) + rest.slice(0, 1));
  return {
    body: isOther ? body.value : rest.trimStart(),
    replyTo: reply_to.value === sent.replyTo ? "" : reply_to.value,
  };
}

function hearOfSent(form, xhr) {
  const sent = sending.get(form);
  sending.delete(form);
  if (wasDone(xhr)) {
    markDrafts();
    if (form.matches("#write, #undo")) forgetSent(form, sent, xhr.getResponseHeader("HX-Location"));
  } else if (form.isConnected) {
    // What came through after all is another message than what stands there now.
    if (sent && form.elements.body.value.trimEnd() !== sent.body) form.elements.message_id.value = crypto.randomUUID();
    keepDraftSoon();
  } else if (replyBox()?.dataset.conversation !== form.closest(".reply").dataset.conversation) {
    // Who looks elsewhere sees by the mark in the list that it was not sent.
    giveDraft(form.closest(".reply")).then(markDrafts, () => {});
  }
}

// Of what was sent nothing waits any more, but what was typed on: where the conversation goes on.
function forgetSent(form, sent, elsewhere) {
  const { conversation } = form.closest(".reply").dataset;
  const { body, replyTo } = sent ? typedSince(form, sent) : {};
  sessionStorage.removeItem(DRAFT + conversation);
  const there = elsewhere?.match(/[0-9a-f-]{36}/)?.[0] ?? conversation;
  if (body || replyTo) sessionStorage.setItem(DRAFT + there, JSON.stringify({ body, replyTo }));
  const write = document.getElementById("write");
  if (form.isConnected) {
    clearTimeout(draftPause);
    draftPause = 0;
  } else if (sent && write && replyBox().dataset.conversation === conversation) {
    write.elements.body.value = typedSince(write, sent).body; // one came back before it was sent
    keepDraftSoon();
  }
}

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
  if (!elt.matches(".reply form")) return;
  clearTimeout(draftPause);
  draftPause = 0;
  draftSaving?.abort();
  if (elt.id === "write") {
    const { body, reply_to } = elt.elements;
    sending.set(elt, { body: body.value.trimEnd(), replyTo: reply_to.value });
  }
  // Before a new reply box takes what waits, and also where this one has gone meanwhile.
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState === XMLHttpRequest.DONE) hearOfSent(elt, xhr);
  });
});
// Another conversation takes the place of this one: its draft goes first.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "pane" && draftPause) keepDraft();
});
// Before anybody can type in the new box: what they change would take the place of what waits.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "reply" || event.target.id === "pane") restoreDraft();
});
