// Ready answers: a slash and the beginning of a name offers them below the words; arrows choose, Enter
// takes one, and what Bode does not know is asked before it goes into the words.
"use strict";

const SLASH = /(^|\s)\/([\p{L}\d_-]*)$/u;
let offered = null; // from where in the words an answer is being looked for
let sought = ""; // the beginning of a name that is looked for now
let listed = null; // and the one for which the list is
let isTaken = false; // Enter was pressed before the list was there
let asked = null; // what waits for its blanks to be filled in

function closeOffers() {
  const box = document.getElementById("offers");
  offered = listed = null;
  isTaken = false;
  if (!box) return;
  box.hidden = true;
  answerBody().removeAttribute("aria-activedescendant");
}

async function lookForOffers(begin) {
  const box = document.getElementById("offers");
  const body = answerBody();
  try {
    const address = `${box.dataset.address}?${new URLSearchParams({ begin })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    const found = await answer.text();
    if (answer.status !== 200 || offered === null || !box.isConnected) return;
    if (begin !== sought) return; // an answer to what was typed before
    const list = document.getElementById("offers-list");
    list.innerHTML = found;
    listed = begin;
    box.hidden = false;
    body.setAttribute("aria-controls", "offers-list");
    chooseOffer(0);
    const count = list.querySelectorAll("[data-body]").length;
    const told = count ? `${count} ${box.dataset.counted}` : list.textContent.trim();
    document.getElementById("offers-told").textContent = told;
    if (isTaken && count) takeOffer(offerOptions()[0]);
    else if (isTaken) typeIn(body, "\n");
    isTaken = false;
  } catch {
    closeOffers();
  }
}

function followSlash() {
  const body = answerBody();
  const before = body.value.slice(0, body.selectionStart);
  const found = body.selectionStart === body.selectionEnd && before.match(SLASH);
  if (!found) {
    closeOffers();
    return;
  }
  offered = body.selectionStart - found[2].length - 1;
  sought = found[2];
  isTaken = false;
  lookForOffers(sought);
}

function offerOptions() {
  return [...document.querySelectorAll("#offers-list [data-body]")];
}

function chooseOffer(place) {
  const options = offerOptions();
  for (const [each, option] of options.entries()) {
    option.setAttribute("aria-selected", String(each === place));
  }
  const chosen = options[place];
  if (!chosen) return;
  answerBody().setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

function takeOffer(option) {
  const body = answerBody();
  const [start, end] = [offered, body.selectionStart];
  closeOffers();
  body.focus();
  body.setSelectionRange(start, end);
  const text = option.dataset.body;
  const blanks = [...new Set([...text.matchAll(/\{\{\s*([^{}\n]{1,40}?)\s*\}\}/g)].map((each) => each[1]))];
  if (!blanks.length) {
    typeIn(body, text);
    return;
  }
  typeIn(body, "");
  askBlanks(text, blanks);
}

function askBlanks(text, blanks) {
  const box = document.getElementById("blanks");
  asked = text;
  box.querySelector(".blanks__fields").replaceChildren(...blanks.map((blank, place) => {
    const label = document.createElement("label");
    const field = document.createElement("input");
    field.className = "utrecht-textbox utrecht-textbox--html-input";
    field.autocomplete = "off";
    field.id = `blank-${place}`;
    field.dataset.blank = blank;
    label.className = "utrecht-form-label";
    label.htmlFor = field.id;
    label.textContent = blank[0].toUpperCase() + blank.slice(1);
    const pair = document.createElement("div");
    pair.append(label, field);
    return pair;
  }));
  box.hidden = false;
  box.querySelector("input").focus();
}

// What is left open stays open in the words, where it can be seen; it is not sent so.
function fillBlanks() {
  const box = document.getElementById("blanks");
  const values = new Map();
  for (const field of box.querySelectorAll("input")) values.set(field.dataset.blank, field.value.trim());
  const fill = (blank, name) => values.get(name) || blank;
  const text = asked.replace(/\{\{\s*([^{}\n]{1,40}?)\s*\}\}/g, fill);
  asked = null;
  box.hidden = true;
  typeIn(answerBody(), text);
}

function pressOffer(event) {
  if (event.target.closest("#blanks")) {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      fillBlanks();
    } else if (event.key === "Escape") {
      document.getElementById("blanks").hidden = true;
      answerBody().focus();
    }
    return;
  }
  if (event.target.id !== "body" || offered === null) return;
  if (listed !== sought && event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    isTaken = true; // who types fast knows the name: the first one that fits
    return;
  }
  if (document.getElementById("offers").hidden) return;
  const options = offerOptions();
  const here = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") closeOffers();
  else if (!options.length) return;
  else if (event.key === "ArrowDown") chooseOffer((here + 1) % options.length);
  else if (event.key === "ArrowUp") chooseOffer((here + options.length - 1) % options.length);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return;
  else if (event.key === "Enter" || event.key === "Tab") takeOffer(options[here]);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("keydown", pressOffer, true);
document.addEventListener("input", (event) => {
  if (event.target.id === "body") followSlash();
});
function closeUnlessWriting() {
  if (document.activeElement !== answerBody()) closeOffers(); // the box may be new, and have the focus
}

document.addEventListener("focusout", (event) => {
  if (event.target.id === "body") setTimeout(closeUnlessWriting, 200); // after a click on one of them
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("#offers-list [data-body]");
  if (option && offered !== null) takeOffer(option);
  if (event.target.closest("[data-blanks-done]")) fillBlanks();
  if (!event.target.closest("[data-ready]")) return;
  const body = answerBody();
  const before = body.value.slice(0, body.selectionStart);
  typeIn(body, before && !/\s$/.test(before) ? " /" : "/");
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#offers-list")) event.preventDefault(); // the words keep the focus
});
