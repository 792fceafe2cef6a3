// Who closed a conversation may undo that for a minute, by a button or by Ctrl + Z; then the offer goes.
// It goes sooner when there is nothing to undo any more: the citizen wrote again, say.

const TYPING = "input, textarea, select";

function withdraw(offer) {
  const hadFocus = offer.contains(document.activeElement);
  offer.remove();
  if (hadFocus) (document.querySelector("#rows a") ?? document.getElementById("inbox-title")).focus();
}

document.addEventListener("keydown", (event) => {
  const undo = document.getElementById("undo-closing");
  if (!isUndo(event) || !undo?.checkVisibility() || event.target.matches(TYPING)) return;
  event.preventDefault();
  undo.click();
});

document.addEventListener("htmx:afterRequest", ({ target, detail: { xhr } }) => {
  if (target.id !== "closing" || xhr.status !== 200) return;
  if (!xhr.responseText.includes('id="closing"')) withdraw(target);
});

const offer = document.querySelector("[data-seconds-left]");
if (offer) setTimeout(() => withdraw(offer), offer.dataset.secondsLeft * 1000);
