// Help while writing: a moment after typing stops the text is looked over, by Bode itself. It says
// nothing aloud but when something private stands there, and never takes the focus by itself.
"use strict";

{
  const PAUSE_MILLISECONDS = 1200;
  const TIPS_CLOSED = "bode-tips-closed";
  let lookingOver; // the timer, until typing stops
  let asked = 0; // answers that come late are for a text that is gone

  function body() {
    return document.getElementById("body");
  }

  async function lookOver() {
    clearTimeout(lookingOver);
    const tips = document.getElementById("tips");
    const text = body()?.value ?? "";
    if (!tips) return;
    asked += 1;
    const mine = asked;
    const sent = new URLSearchParams({ ...token(), body: text });
    const headers = { "HX-Request": "true" };
    const post = fetch(tips.dataset.tips, { method: "POST", body: sent, headers });
    const answer = await post.catch(() => null);
    tips.querySelector(".tips__failed").hidden = !answer || answer.ok; // the page says that there is no line
    if (!answer?.ok || mine !== asked || body()?.value !== text) return;
    show(await answer.text());
  }

  function show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("tips");
    const old = document.getElementById("tips");
    if (!fresh || !old) return;
    const told = old.querySelector("#tips-told");
    const news = fresh.querySelector("#tips-told");
    const isNews = told.textContent !== news.textContent;
    const words = news.textContent;
    const place = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    const plain = fresh.querySelector("#tips-plain");
    if (plain) plain.open = isOpen(old);
    news.replaceWith(told); // only a line that stays is read aloud
    old.replaceChildren(...fresh.childNodes);
    if (isNews) told.textContent = words;
    if (place >= 0) {
      const buttons = [...old.querySelectorAll("button")];
      (buttons[Math.min(place, buttons.length - 1)] ?? body()).focus();
    }
  }

  // As its reader left it; on a phone it would push the conversation out of sight.
  function isOpen(tips) {
    const shown = tips.querySelector("#tips-plain");
    if (shown) return shown.open;
    return !localStorage.getItem(TIPS_CLOSED) && !matchMedia("(max-width: 40rem)").matches;
  }

  // What is put in can be undone with Ctrl + Z, like what is typed.
  function put(field, start, end, words) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) field.setRangeText(words, start, end, "end");
  }

  function putAll(button) {
    const field = body();
    for (const line of button.value.split("\n")) {
      const [, start, end, words] = /^(\d+)-(\d+) (.*)$/.exec(line) ?? [];
      if (start) put(field, Number(start), Number(end), words);
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.focus();
    lookOver();
  }

  function showPlace(written) {
    const [start, end] = written.split("-").map(Number);
    body().focus();
    body().setSelectionRange(start, end);
  }

  async function ask() {
    await lookOver();
    const tips = document.getElementById("tips");
    const plain = document.getElementById("tips-plain");
    if (plain) plain.open = true;
    const first = tips?.querySelector("[data-put], [data-show]");
    const fine = tips?.querySelector(".tips__fine");
    if (first) first.focus(); // without a tip one goes on typing
    else if (fine) document.getElementById("tips-told").textContent = fine.textContent;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "body") return;
    clearTimeout(lookingOver);
    const isEmpty = !event.target.value.trim(); // then nothing is true of it any more
    lookingOver = setTimeout(lookOver, isEmpty ? 0 : PAUSE_MILLISECONDS);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#tips button");
    if (!button) return;
    event.preventDefault();
    if (button.matches("[data-put]")) putAll(button);
    else if (button.matches("[data-show]")) showPlace(button.dataset.show);
    else ask();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "F7" && event.target.id === "body") {
      event.preventDefault();
      ask();
    } else if (event.key === "Escape" && event.target.closest?.("#tips")) {
      body().focus();
    }
  });
  document.addEventListener("toggle", (event) => {
    if (event.target.id !== "tips-plain") return;
    if (event.target.open) localStorage.removeItem(TIPS_CLOSED);
    else localStorage.setItem(TIPS_CLOSED, "yes");
  }, true);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (["reply", "pane"].includes(event.target.id) && body()?.value.trim()) lookOver();
  });
  document.addEventListener("bode:line", ({ detail: isLost }) => {
    if (!isLost && body()?.value.trim()) lookOver();
  });
  document.addEventListener("DOMContentLoaded", () => {
    if (body()?.value.trim()) lookOver(); // a draft
  });
}
