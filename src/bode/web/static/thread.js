// The messages are one stop of the Tab key: arrows lead from message to message, and Tab to what
// can be done with the one that has the focus.
"use strict";

const ACTIONS = "a, button, audio, video";

function offer(message, isOffered) {
  for (const action of message.querySelectorAll(ACTIONS)) action.tabIndex = isOffered ? 0 : -1;
}

function messageOf(element) {
  return element instanceof Element ? element.closest(".message") : null;
}

function step(thread, key) {
  const messages = [...thread.querySelectorAll(".message")];
  const here = messages.indexOf(messageOf(document.activeElement));
  const last = messages.length - 1;
  const there = {
    ArrowUp: here < 0 ? last : Math.max(here - 1, 0),
    ArrowDown: here < 0 ? last : Math.min(here + 1, last),
    Home: 0,
    End: last,
  }[key];
  if (key === "ArrowUp" && here === 0) document.querySelector("#history [data-more] a")?.focus();
  else messages[there]?.focus();
}

function offerNew() {
  const current = messageOf(document.activeElement);
  for (const message of document.querySelectorAll("#thread .message:not([data-offered])")) {
    message.dataset.offered = "";
    offer(message, message === current);
  }
}
document.addEventListener("bode:settled", offerNew);
document.addEventListener("bode:read", offerNew);
document.addEventListener("focusin", (event) => {
  const [from, to] = [messageOf(event.relatedTarget), messageOf(event.target)];
  if (from && from !== to) offer(from, false);
  if (to) offer(to, true);
});
document.addEventListener("keydown", (event) => {
  const thread = event.target.closest("#thread");
  if (!thread || event.target.matches("audio, video")) return;
  if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  step(thread, event.key);
});
