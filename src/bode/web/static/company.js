// Who else is in the conversation: this page tells that its reader looks at it, and what it heard of
// colleagues goes when it is over. What came while nobody looked counts as not read.

const AGAIN_MILLISECONDS = 45_000; // colleagues believe it for 90 seconds
const AWAY = 200; // pixels from the newest message
let told; // where this page said that its reader is

function tell(address, gone) {
  const body = new URLSearchParams({ ...token(), ...(gone && { gone }) });
  navigator.sendBeacon(address, body);
}

function look() {
  const open = document.getElementById("pane")?.dataset.here;
  const here = document.visibilityState === "visible" ? open : undefined;
  if (told && told !== here) tell(told, "yes");
  if (here) tell(here);
  told = here;
}

function moved() {
  const open = document.getElementById("pane")?.dataset.here;
  if (open !== told && document.visibilityState === "visible") look();
}

document.addEventListener("bode:settled", moved);
document.addEventListener("visibilitychange", look);
addEventListener("pagehide", () => {
  if (told) tell(told, "yes");
  told = undefined;
});
addEventListener("pageshow", moved);
setInterval(look, AGAIN_MILLISECONDS);
setInterval(() => {
  for (const line of document.querySelectorAll("#company [data-until]")) {
    if (Number(line.dataset.until) < serverNow()) line.remove();
  }
}, 1000);
document.addEventListener("bode:merging", ({ detail }) => {
  const isBack = Math.abs(document.getElementById("thread")?.scrollTop ?? 0) > AWAY;
  if (!isBack && document.visibilityState === "visible") return;
  detail.querySelector("#read-until")?.removeAttribute("data-merge");
});
moved();
