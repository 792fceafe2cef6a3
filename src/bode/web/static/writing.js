// The reply box: what was typed stays until it is sent, and what was not sent says so.
"use strict";

// Which message is answered; none for an empty id.
function quote(messageId) {
  const write = document.getElementById("write");
  const draft = document.getElementById("draft-quote");
  const message = document.getElementById(`message-${messageId}`);
  write.elements.reply_to.value = messageId;
  draft.hidden = !messageId;
  if (!message) return;
  draft.querySelector(".quote__author").textContent = message.dataset.author;
  draft.querySelector(".quote__text").textContent = message.dataset.said;
}

// What a field holds; of one for a file, how that is called.
function valueOf(field) {
  return field?.files ? field.files[0]?.name || field.dataset.given : field?.value.trim();
}

// The preview of a template shows what was filled in.
function preview() {
  for (const mark of document.querySelectorAll("[data-filled]")) {
    const value = valueOf(document.getElementById(mark.dataset.filled));
    mark.textContent = value || mark.dataset.open;
    mark.classList.toggle("is-filled", Boolean(value));
  }
}

// What was filled in for one template goes along to the fields of the next that are called the same.
let filledIn = new Map();
function rememberFilled() {
  for (const field of document.querySelectorAll("#template-fields input:not([type=file], [type=hidden])")) {
    if (field.value) filledIn.set(field.name, field.value);
  }
}

function fillAgain() {
  for (const field of document.querySelectorAll("#template-fields input:not([type=file], [type=hidden])")) {
    if (!field.value && filledIn.has(field.name)) field.value = filledIn.get(field.name);
  }
}

function enterReply() {
  const write = document.getElementById("write");
  const first = write?.hidden ? document.getElementById("template") : write?.elements.body;
  first?.focus();
}

// Who goes on with what stands there already, does so at its end.
function beginAtEnd() {
  const body = document.getElementById("body");
  body?.setSelectionRange(body.value.length, body.value.length);
}

const FIRST_FIELD = "form :is(input, textarea, button):not([hidden], [type=hidden])";

// Not those that help to write, which have no name.
const SENT_FIELD = "#reply form :is(input, select, textarea)[name]";

// What was chosen to send comes into view, with its first field ready to be filled in.
function showExtra(extra) {
  const extras = extra.closest("details");
  extras.hidden = false;
  extras.open = true;
  extra.querySelector(FIRST_FIELD)?.focus();
}

// A ready answer goes into the reply box, after what is there already, to be looked over first.
function say(words) {
  const { body } = document.getElementById("write").elements;
  const typed = body.value.trimEnd();
  if (typed.includes(words)) return;
  body.value = typed ? `${typed}\n\n${words}` : words;
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

// Colleagues, and in an open window the citizen, see that someone types. When word of it is lost, the next word comes soon enough.
const TYPING_MILLISECONDS = 20_000; // the sign stays for 25 seconds
const typedAt = new Map();
function tellTyping({ typing }) {
  if (Date.now() - (typedAt.get(typing) ?? 0) < TYPING_MILLISECONDS) return;
  typedAt.set(typing, Date.now());
  fetch(typing, { method: "POST", body: new URLSearchParams(token()) }).catch(() => {});
}

// That there was nothing to send holds no longer once there is.
function forgetEmpty() {
  document.getElementById("empty")?.remove();
}

function sayWhy(alert, why) {
  alert.dataset.failed = why;
  for (const line of alert.querySelectorAll("[data-why]")) line.hidden = line.dataset.why !== why;
}

function tellUnsent(form, why) {
  const alert = form.closest(".reply")?.querySelector(".unsent");
  if (!alert) return;
  sayWhy(alert, why);
  alert.hidden = false;
  alert.scrollIntoView({ block: "nearest" });
  if (document.activeElement === document.body) enterReply(); // the button could not keep it
}

document.addEventListener("DOMContentLoaded", () => {
  beginAtEnd();
  preview();
});
document.addEventListener("input", (event) => {
  if (event.target.closest("#template-form")) preview();
  const reply = event.target.closest("#reply");
  if (reply && event.target.name && event.target.value.trim()) tellTyping(reply.dataset);
  if (event.target.id !== "body") return;
  forgetEmpty();
  // The first text may have been sent after all: another text is another message.
  const { form } = event.target;
  const tried = !form.closest(".reply").querySelector(".unsent").hidden;
  if (tried) form.elements.message_id.value = crypto.randomUUID();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const field = event.target.closest(SENT_FIELD);
  if (!field) return;
  event.preventDefault();
  field.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  const answer = event.target.closest("[data-reply-to]");
  const drop = event.target.closest("[data-drop-quote]");
  const enter = event.target.closest("[data-enter-reply]");
  const ready = event.target.closest("[data-says]");
  if (!answer && !drop && !enter && !ready) return;
  event.preventDefault();
  if (ready) say(ready.dataset.says);
  else if (!enter) {
    quote(answer?.dataset.replyTo || "");
    keepDraftSoon();
  }
  enterReply();
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const alert = event.detail.elt.matches("form") && event.target.closest(".reply");
  if (alert) alert.querySelector(".unsent").hidden = true;
});
for (const why of ["sendError", "timeout", "responseError"]) {
  document.addEventListener(`htmx:${why}`, (event) => {
    const { elt } = event.detail.requestConfig; // by now the event may come from elsewhere
    if (elt.matches("form")) tellUnsent(elt, why);
  });
}
document.addEventListener("bode:line", ({ detail: isLost }) => {
  const alert = document.querySelector(".unsent:not([hidden])");
  if (["sendError", "back"].includes(alert?.dataset.failed)) sayWhy(alert, isLost ? "sendError" : "back");
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig: { elt } } = event.detail;
  if (!elt.matches(".reply form") || !wasDone(xhr)) return;
  typedAt.delete(elt.closest(".reply").dataset.typing); // the sign went away with the answer
  const thread = document.getElementById("thread");
  if (thread) thread.scrollTop = 0; // the newest is below, wherever one was reading
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "template-fields") rememberFilled();
  else if (event.target.id === "pane" || event.target.id === "reply") filledIn = new Map();
});
document.addEventListener("htmx:afterSettle", (event) => {
  const { id } = event.target;
  if (id === "template-fields") {
    fillAgain();
    preview();
  }
  if (id === "extra") showExtra(event.target);
  if (id !== "reply" && id !== "pane") return;
  beginAtEnd();
  preview();
  if (id === "reply") {
    countDown();
    const entered = document.activeElement;
    if (entered !== document.body && !event.target.contains(entered)) return; // they went on there
    const wrong = firstSeen(event.target, "[data-focus], [aria-invalid=true]");
    const refused = event.target.querySelector(`#extra ${FIRST_FIELD}`);
    if (wrong || refused) (wrong || refused).focus();
    else enterReply();
    // On glass the keyboard would come up over the conversation that was just opened.
  } else if (document.getElementById("write").hidden || matchMedia("(hover: none)").matches) {
    document.getElementById("pane-title").focus({ preventScroll: true });
  } else {
    enterReply();
  }
});
