// The tools of the reply box: WhatsApp's marks, how the words will look, and undo.
"use strict";

const MARK_KEYS = { b: "*", i: "_", e: "```" };
const MARK_KEYS_SHIFTED = { KeyX: "~" };
const LINE_KEYS_SHIFTED = { Digit8: "- ", Digit7: "1. ", Digit9: "> " };
const PREVIEW = "bode-preview";

function answerBody() {
  return document.getElementById("body");
}

// As if typed, so that the browser's own undo knows it too.
function typeIn(body, text) {
  body.focus();
  if (document.execCommand("insertText", false, text)) return;
  body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

// A mark goes around the words that are selected, without the spaces at their ends; again: away.
function toggleMark(body, mark) {
  const { value } = body;
  let [start, end] = [body.selectionStart, body.selectionEnd];
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  const inner = value.slice(start, end);
  const size = mark.length;
  const isAround = value.slice(start - size, start) === mark && value.slice(end, end + size) === mark;
  const isInside = inner.length >= 2 * size && inner.startsWith(mark) && inner.endsWith(mark);
  if (isAround) [start, end] = [start - size, end + size];
  body.setSelectionRange(start, end);
  if (isAround) typeIn(body, inner);
  else if (isInside) typeIn(body, inner.slice(size, -size));
  else typeIn(body, mark + inner + mark);
  const begin = isAround || isInside ? start : start + size;
  const length = isInside ? inner.length - 2 * size : inner.length;
  body.setSelectionRange(begin, begin + length);
}

// A sign goes before each line that is selected; again: away.
const LINE_SIGN = /^(?:> |[-*] |\d{1,3}\. )/;
function toggleLines(body, sign) {
  const { value } = body;
  const start = value.lastIndexOf("\n", body.selectionStart - 1) + 1;
  const ending = value.indexOf("\n", body.selectionEnd);
  const end = ending < 0 ? value.length : ending;
  const lines = value.slice(start, end).split("\n");
  const isNumber = sign === "1. ";
  const has = (line) => (isNumber ? /^\d{1,3}\. /.test(line) : line.startsWith(sign));
  const isAway = lines.every(has);
  const made = lines.map((line, place) => {
    const bare = line.replace(LINE_SIGN, "");
    if (isAway) return bare;
    return (isNumber ? `${place + 1}. ` : sign) + bare;
  }).join("\n");
  body.setSelectionRange(start, end);
  typeIn(body, made);
  const isOne = lines.length === 1;
  body.setSelectionRange(isOne ? start + made.length : start, start + made.length);
}

// A list goes on by itself: Enter after a point begins the next one, after an empty one ends it.
function continueList(event) {
  const body = event.target;
  if (body.selectionStart !== body.selectionEnd) return;
  const start = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
  const line = body.value.slice(start, body.selectionStart);
  const sign = line.match(LINE_SIGN)?.[0];
  if (!sign) return;
  event.preventDefault();
  if (line === sign) {
    body.setSelectionRange(start, body.selectionStart);
    typeIn(body, "\n");
  } else {
    typeIn(body, `\n${/^\d/.test(sign) ? `${parseInt(sign, 10) + 1}. ` : sign}`);
  }
}

function pressMark(event) {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && !control && !event.shiftKey && !event.isComposing) continueList(event);
  if (!control || event.altKey) return;
  const mark = event.shiftKey ? MARK_KEYS_SHIFTED[event.code] : MARK_KEYS[event.key.toLowerCase()];
  const line = event.shiftKey && LINE_KEYS_SHIFTED[event.code];
  if (!mark && !line) return;
  event.preventDefault();
  if (mark) toggleMark(event.target, mark);
  else toggleLines(event.target, line);
}

// The tools are one stop of the Tab key; arrows lead from tool to tool.
function stepTools(event) {
  const tools = [...event.currentTarget.querySelectorAll("button")];
  const here = tools.indexOf(document.activeElement);
  const there = {
    ArrowRight: (here + 1) % tools.length,
    ArrowLeft: (here + tools.length - 1) % tools.length,
    Home: 0,
    End: tools.length - 1,
  }[event.key];
  if (there === undefined) return;
  event.preventDefault();
  tools[there].focus();
  for (const tool of tools) tool.tabIndex = tool === tools[there] ? 0 : -1;
}

// How the words will look, as the server makes it for the bubbles too.
let lookTimer = 0;
function showWords() {
  clearTimeout(lookTimer);
  const figure = document.getElementById("words-preview");
  const isWanted = localStorage.getItem(PREVIEW) === "on";
  document.querySelector("[data-look]").setAttribute("aria-pressed", String(isWanted));
  const body = answerBody();
  figure.hidden = !isWanted || !body.value.trim();
  if (!figure.hidden) lookTimer = setTimeout(lookAtWords, 200);
}

async function lookAtWords() {
  const body = answerBody();
  if (!body) return;
  const fields = new URLSearchParams({ ...token(), body: body.value });
  const address = body.closest(".reply").dataset.preview;
  try {
    const answer = await fetch(address, { method: "POST", body: fields, redirect: "error" });
    const shown = document.getElementById("words-shown");
    if (answer.ok && shown) shown.innerHTML = await answer.text();
  } catch {
    // The page says by itself that the line is lost.
  }
}

// The same of buttons, a list, a place: as far as they are filled in.
let extraTimer = 0;
function showExtraSoon(milliseconds) {
  clearTimeout(extraTimer);
  if (document.getElementById("extra-preview")) extraTimer = setTimeout(lookAtExtra, milliseconds);
}

async function lookAtExtra() {
  const shown = document.getElementById("extra-preview");
  const form = shown?.closest("form");
  if (!form) return;
  const fields = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(shown.dataset.address, { method: "POST", body: fields, redirect: "error" });
    if (answer.status === 200 && shown.isConnected) shown.innerHTML = await answer.text();
  } catch {
    // As above.
  }
}

// For how long what was sent can be taken back.
let undoTimer = 0;
function countUndo() {
  clearInterval(undoTimer);
  const undo = document.getElementById("undo");
  if (!undo) return;
  const until = performance.now() + Number(undo.dataset.left) * 1000;
  const tell = () => {
    const left = Math.ceil((until - performance.now()) / 1000);
    if (left > 0) {
      undo.querySelector(".undo__left").textContent = duration(left);
      return;
    }
    clearInterval(undoTimer);
    const hadFocus = undo.contains(document.activeElement);
    undo.remove();
    if (hadFocus) enterReply();
  };
  tell();
  undoTimer = setInterval(tell, 250);
}

function isUndo(event) {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
}

function undoSent(event) {
  const undo = document.getElementById("undo");
  if (!isUndo(event) || !undo || event.target.id !== "body" || event.target.value) return;
  event.preventDefault();
  undo.requestSubmit();
}

function prepareTools() {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  tools.addEventListener("keydown", stepTools);
  for (const [place, tool] of tools.querySelectorAll("button").entries()) {
    tool.tabIndex = place ? -1 : 0;
  }
  document.getElementById("file").tabIndex = -1; // the tool does it
  showWords();
  countUndo();
}

document.addEventListener("DOMContentLoaded", () => {
  prepareTools();
  showExtraSoon(0);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const { id } = event.target;
  if (id === "reply" || id === "pane") prepareTools();
  if (id === "reply" || id === "pane" || id === "extra") showExtraSoon(0);
});
document.addEventListener("keydown", (event) => {
  undoSent(event);
  if (event.target.id === "body" && !event.defaultPrevented) pressMark(event);
});
document.addEventListener("input", (event) => {
  if (event.target.id === "body") showWords();
  else if (event.target.closest("#extra-form")) showExtraSoon(250);
});
document.addEventListener("click", (event) => {
  const tool = event.target.closest(".tools button");
  if (!tool) return;
  if (tool.dataset.mark) toggleMark(answerBody(), tool.dataset.mark);
  else if (tool.dataset.line) toggleLines(answerBody(), tool.dataset.line);
  else if ("attach" in tool.dataset) document.getElementById("file").click();
  else if ("look" in tool.dataset) {
    localStorage.setItem(PREVIEW, localStorage.getItem(PREVIEW) === "on" ? "off" : "on");
    showWords();
  }
});
