// Keeps the chat up to date, and sends forms without loading the page again.
// Without this file everything still works, by loading pages.
"use strict";

const device = document.querySelector(".device");
const chat = document.getElementById("chat");
const problem = document.getElementById("problem");

if (device && chat) {
  document.documentElement.classList.add("live");

  const toEnd = () => { chat.scrollTop = chat.scrollHeight; };

  const isAtEnd = () => chat.scrollHeight - chat.scrollTop - chat.clientHeight < 300;

  // Only what differs is touched, so that a screen reader reads new messages alone.
  const refresh = async () => {
    const answer = await fetch(device.dataset.chat);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = chat.querySelector(".bubbles");
    const items = [...fresh.querySelectorAll(".bubbles > li")];
    const kept = new Set(items.map((item) => item.id));
    const atEnd = isAtEnd();
    for (const old of [...list.children]) if (!kept.has(old.id)) old.remove();
    items.forEach((item, place) => {
      const old = document.getElementById(item.id);
      if (!old) list.insertBefore(item, list.children[place] || null);
      else if (old.innerHTML !== item.innerHTML && !old.querySelector("details[open]")) old.replaceWith(item);
    });
    if (atEnd) toEnd();
  };

  const send = async (form, button) => {
    const data = new FormData(form, button);
    const answer = await fetch(form.action, {
      method: "POST", body: data, headers: { Accept: "application/json" },
    });
    problem.textContent = "";
    if (answer.ok) {
      if (form.classList.contains("composer")) form.reset();
      (form.closest("details") || form.querySelector("details"))?.removeAttribute("open");
      await refresh();
      toEnd();
    } else {
      const told = answer.status === 422 ? await answer.json() : {};
      problem.textContent = told.problem || "Het versturen is niet gelukt. Probeer het nog eens.";
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-live]")) return;
    event.preventDefault();
    send(event.target, event.submitter).catch(() => {
      problem.textContent = "De simulator antwoordt niet.";
    });
  });

  for (const form of document.querySelectorAll("form[data-at-once]")) {
    form.querySelector("button").hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  }

  document.getElementById("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit(event.target.form.querySelector("button"));
    }
  });

  const file = document.getElementById("file");
  if (file) {  // not while a message is changed
    const label = document.querySelector("label[for=file]");
    const unchosen = label.textContent;
    const showFile = () => { label.textContent = file.files[0]?.name || unchosen; };
    file.addEventListener("change", showFile);
    file.form.addEventListener("reset", () => setTimeout(showFile));
  }

  // A picture that comes in late pushes the last message out of sight.
  chat.addEventListener("load", () => { if (isAtEnd()) toEnd(); }, true);

  new EventSource(device.dataset.events).addEventListener("changed", () => {
    refresh().catch(() => {});
  });
  toEnd();
}
