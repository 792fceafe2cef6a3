// The emoji picker: found by a word in Dutch or English, chosen with the arrows. The list is fetched
// when it is first opened; which ones were used last is known to this browser alone.
"use strict";

const RECENT = "bode-emoji";
const RECENT_MOST = 16;
let emojiList = null;

function emojiBox() {
  return document.getElementById("emoji");
}

function recentEmoji() {
  return (localStorage.getItem(RECENT) ?? "👍 🙏 😊 ✅ ❗ 📅 📄 ♻️").split(" ").filter(Boolean);
}

async function openEmoji() {
  const box = emojiBox();
  const search = document.getElementById("emoji-search");
  box.hidden = false;
  document.querySelector("[data-emoji]").setAttribute("aria-expanded", "true");
  search.value = "";
  search.focus();
  try {
    emojiList ??= await (await fetch(box.dataset.address)).json();
  } catch {
    return; // the page says by itself that the line is lost
  }
  showEmoji(search.value);
}

function closeEmoji() {
  emojiBox().hidden = true;
  document.querySelector("[data-emoji]").setAttribute("aria-expanded", "false");
  answerBody().focus();
}

// Every word that was typed must begin a word of a name or a tag. First comes what is called so from
// its first letter on, then what has it further on in its name, then the tags; of these, what was
// used last.
function findEmoji(query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = (text, word) => ` ${text.toLowerCase()}`.includes(` ${word}`);
  const groups = [[], [], []];
  for (const each of emojiList) {
    const [, , dutch, english, tags] = each;
    const names = [dutch, english].map((name) => name.toLowerCase());
    const isNamed = wanted.every((word) => begins(names.join(" "), word));
    if (isNamed && names.some((name) => name.startsWith(wanted[0]))) groups[0].push(each);
    else if (isNamed) groups[1].push(each);
    else if (wanted.every((word) => begins(`${names.join(" ")} ${tags}`, word))) groups[2].push(each);
  }
  return groups.flatMap(usedFirst).slice(0, 120);
}

function usedFirst(found) {
  const recent = recentEmoji().map(bareSign);
  const place = ([sign]) => (recent.indexOf(bareSign(sign)) + 1) || Infinity;
  return found.sort((one, two) => (place(one) === place(two) ? 0 : place(one) - place(two)));
}

function bareSign(sign) {
  return sign.replaceAll("\ufe0f", ""); // of which some have one more
}

function emojiOption([sign, , dutch, english]) {
  const option = document.createElement("span");
  option.setAttribute("role", "option");
  option.setAttribute("aria-label", document.documentElement.lang.startsWith("en") ? english : dutch);
  option.setAttribute("aria-selected", "false");
  option.className = "emoji__sign";
  option.textContent = sign;
  return option;
}

function emojiGroup(title, found) {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", title);
  group.className = "emoji__group";
  group.dataset.title = title;
  group.append(...found.map(emojiOption));
  return group;
}

function showEmoji(query) {
  const box = emojiBox();
  const list = document.getElementById("emoji-list");
  if (query.trim()) {
    list.replaceChildren(...findEmoji(query).map(emojiOption));
    list.classList.add("emoji__list--found");
  } else {
    const known = new Map(emojiList.map((each) => [bareSign(each[0]), each]));
    const recent = recentEmoji().map((sign) => known.get(bareSign(sign))).filter(Boolean);
    const groups = box.dataset.groups.split("|").map((title, group) =>
      title && emojiGroup(title, emojiList.filter((each) => each[1] === group)));
    list.replaceChildren(emojiGroup(box.dataset.recent, recent), ...groups.filter(Boolean));
    list.classList.remove("emoji__list--found");
  }
  for (const [place, option] of emojiOptions().entries()) option.id = `emoji-${place}`;
  chooseEmoji(0);
  if (!emojiOptions().length) document.getElementById("emoji-name").textContent = box.dataset.none;
}

function emojiOptions() {
  return [...document.querySelectorAll("#emoji-list [role=option]")];
}

function chosenEmoji() {
  return document.querySelector("#emoji-list [aria-selected=true]");
}

function chooseEmoji(place) {
  const search = document.getElementById("emoji-search");
  chosenEmoji()?.setAttribute("aria-selected", "false");
  const option = emojiOptions()[place];
  if (!option) {
    search.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  search.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
  document.getElementById("emoji-name").textContent = option.getAttribute("aria-label");
}

// Up and down: to the sign that stands nearest in the next row.
function emojiBeside(options, here, step) {
  const from = options[here].getBoundingClientRect();
  const rows = step > 0 ? options.slice(here + 1) : options.slice(0, here).reverse();
  const other = (option) => option.getBoundingClientRect().top !== from.top;
  const next = rows.find(other)?.getBoundingClientRect().top;
  const row = rows.filter((option) => option.getBoundingClientRect().top === next);
  const away = (option) => Math.abs(option.getBoundingClientRect().left - from.left);
  const nearest = row.sort((one, two) => away(one) - away(two))[0];
  return nearest ? options.indexOf(nearest) : here;
}

function takeEmoji(option) {
  const sign = option.textContent;
  const recent = [sign, ...recentEmoji().filter((each) => each !== sign)].slice(0, RECENT_MOST);
  localStorage.setItem(RECENT, recent.join(" "));
  closeEmoji();
  typeIn(answerBody(), sign);
}

function pressEmoji(event) {
  const options = emojiOptions();
  const here = options.indexOf(chosenEmoji());
  if (event.key === "Escape") closeEmoji();
  else if (event.key === "Enter" && here >= 0) takeEmoji(options[here]);
  else if (event.key === "Enter") return event.preventDefault();
  else if (here < 0) return undefined;
  else if (event.key === "ArrowRight") chooseEmoji(Math.min(here + 1, options.length - 1));
  else if (event.key === "ArrowLeft") chooseEmoji(Math.max(here - 1, 0));
  else if (event.key === "ArrowDown") chooseEmoji(emojiBeside(options, here, 1));
  else if (event.key === "ArrowUp") chooseEmoji(emojiBeside(options, here, -1));
  else return undefined;
  return event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.target.id === "emoji-search") pressEmoji(event);
  const isOpener = (event.ctrlKey || event.metaKey) && event.key === ".";
  if (!isOpener || event.target.id !== "body") return;
  event.preventDefault();
  openEmoji();
});
document.addEventListener("input", (event) => {
  if (event.target.id === "emoji-search" && emojiList) showEmoji(event.target.value);
});
document.addEventListener("click", (event) => {
  const option = event.target.closest("#emoji-list [role=option]");
  if (option) takeEmoji(option);
  if (!event.target.closest("[data-emoji]")) return;
  if (emojiBox().hidden) openEmoji();
  else closeEmoji();
});
