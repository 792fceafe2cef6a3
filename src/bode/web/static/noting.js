// A note that is half written stays with its conversation for as long as this page stands, and the
// browser asks before the page goes. In memory alone: it may tell of a citizen.
"use strict";

const heldNotes = new Map(); // by conversation

// Of a conversation that became one with another, it goes on there.
function holdNote() {
  const form = document.getElementById("noting");
  if (!form) return;
  const { conversation } = form.dataset;
  const moved = document.getElementById("elsewhere")?.dataset.version.match(/^moved-(.+)/)?.[1];
  const { value } = form.elements.note;
  heldNotes.delete(conversation);
  if (value.trim()) heldNotes.set(moved ?? conversation, value);
}

function showHeldNote() {
  const form = document.getElementById("noting");
  const held = form && heldNotes.get(form.dataset.conversation);
  if (held) form.elements.note.value = held;
}

// Of a note that was kept nothing is left, but what was typed on; also where one came back before.
function forgetNote(sentForm, sent) {
  const { conversation } = sentForm.dataset;
  const held = heldNotes.get(conversation) ?? "";
  const rest = held.startsWith(sent) ? held.slice(sent.length).trimStart() : held;
  if (rest) heldNotes.set(conversation, rest);
  else heldNotes.delete(conversation);
  const form = document.getElementById("noting");
  if (form && form !== sentForm && form.dataset.conversation === conversation) form.elements.note.value = rest;
}

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
  if (elt.id !== "noting") return;
  const sent = elt.elements.note.value;
  xhr.addEventListener("readystatechange", () => {
    if (xhr.readyState !== XMLHttpRequest.DONE) return;
    holdNote();
    if (wasDone(xhr)) forgetNote(elt, sent);
  });
});
document.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.id === "pane") holdNote();
});
document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id === "pane" || target.id === "noting") showHeldNote();
});

// Whose time has passed is led away without a question: what stands there is no longer theirs to see.
let isLedAway = false;
document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr } }) => {
  isLedAway ||= Boolean(xhr.getResponseHeader("HX-Redirect"));
});
addEventListener("beforeunload", (event) => {
  holdNote();
  if (heldNotes.size && !isLedAway) event.preventDefault();
});
