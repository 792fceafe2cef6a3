// Notifications and a short sound, for who asked for them under "Weergave en meldingen".

const LEAST_MILLISECONDS = 2_000; // between two questions
const chosen = document.getElementById("news");
let askedAt = Date.now();
let since = serverNow();
let waiting;

// Two soft notes, made here: no file to fetch.
function chime() {
  const audio = new AudioContext();
  [660, 880].forEach((pitch, place) => {
    const [tone, loudness] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + place * 0.14;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.12, begin);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + 0.25);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 0.25);
    if (place) tone.onended = () => audio.close();
  });
}

function tell({ id, url, title, words }, sounds) {
  if (document.visibilityState === "visible" && location.pathname === url) return;
  if (sounds) chime();
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const shown = new Notification(title, { body: words, tag: id, silent: true });
  shown.addEventListener("click", () => {
    window.focus();
    if (url) location.assign(url);
    shown.close();
  });
}

async function askNews() {
  waiting = undefined;
  askedAt = Date.now();
  const answer = await fetch(`${chosen.dataset.url}?since=${since}`).catch(() => null);
  if (!answer?.ok) return;
  const { at, news } = await answer.json();
  since = at;
  news.forEach((each, place) => tell(each, chosen.hasAttribute("data-sounds") && !place));
}

function askSoon() {
  waiting ??= setTimeout(askNews, Math.max(0, askedAt + LEAST_MILLISECONDS - Date.now()));
}

if (chosen?.dataset.url) document.addEventListener("bode:settled", askSoon);

// On the page of one's choices: ask the browser, and try it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-try-news]");
  if (!button) return;
  const result = document.getElementById("tried");
  if (document.getElementById("id_plays_sound").checked) chime();
  const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
  result.textContent = result.dataset[answer === "granted" ? "granted" : "denied"];
  tell({ id: "try", url: "", title: button.dataset.tryNews, words: "" }, false);
});
