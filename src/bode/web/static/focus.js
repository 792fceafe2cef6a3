// Who presses a button or follows a link in a page goes on from there on the next one: at what that
// page tells them, else where they were, else at its heading. Never at the top of everything again.
// Who is done with a conversation hears so, and goes on at the next one in the list. Where it still
// stands in the list, that is no list of what is to be done: there one goes on at what is told.

const ACTED = "bode-acted";
const BESIDE = "bode-beside"; // the row of the list that is open and those beside it, nearest first
const POINTS = "bode-points"; // the last thing done was done with a mouse or a finger
const ENTRANCE = ".page--entrance"; // who signs in begins at the top

function remember({ id } = document.activeElement ?? {}) {
  if (document.querySelector(ENTRANCE)) return;
  sessionStorage.setItem(ACTED, id ?? "");
  const open = document.querySelector("#rows a[aria-current]");
  if (open) sessionStorage.setItem(BESIDE, [open.id, ...rowsBeside(open.closest("li"))].join(" "));
}

function nextRow(told) {
  const [open, ...beside] = (sessionStorage.getItem(BESIDE) ?? "").split(" ");
  if (document.getElementById(open)) return told;
  const row = beside.map((id) => document.getElementById(id)).find(Boolean);
  return row ?? document.querySelector("#rows a") ?? document.getElementById("inbox-title");
}

// What a page tells where the focus does not come is said by itself: it stood there from the start.
function say(told) {
  document.getElementById("heard").textContent = told.querySelector("p").textContent;
}

function isFollowed(link, event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  return link.origin === location.origin && !link.target && !link.download && !link.hash;
}

// Where what has the focus must be shown depends on it (see bode.css), also on the next page.
function tellHand(points) {
  document.documentElement.toggleAttribute("data-points", points);
  if (points) sessionStorage.setItem(POINTS, "yes");
  else sessionStorage.removeItem(POINTS);
}

function goOn() {
  const acted = sessionStorage.getItem(ACTED);
  sessionStorage.removeItem(ACTED);
  if (acted === null) return;
  sayHeard(document);
  if (document.activeElement !== document.body) return;
  const find = (selector) => document.querySelector(selector);
  const same = acted ? document.getElementById(acted) : null;
  const told = find("#main .utrecht-alert");
  const isDone = told && find(".pane--empty");
  if (isDone) say(told);
  const place = (isDone ? nextRow(told) : told) ?? (same?.checkVisibility() ? same : null)
    ?? find("#pane-title") ?? find("#main h1");
  if (!place) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

tellHand(sessionStorage.getItem(POINTS) !== null);
addEventListener("pointerdown", () => tellHand(true), true);
addEventListener("keydown", () => tellHand(false), true);
// At the window, after all else: what a script does itself leads to no other page.
window.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (event.target.id === "closed") remember(event.submitter); // not the next one: this one again
  else remember();
});
window.addEventListener("click", (event) => {
  const link = event.target.closest?.("#main a[href]");
  if (link && !event.defaultPrevented && isFollowed(link, event)) remember();
});
window.addEventListener("pageshow", goOn);
