// A short tour of the desk: offered once, and again from the menu behind one's name.

const tour = document.getElementById("tour");
const steps = [...(tour?.querySelectorAll(".tour__step") ?? [])];

function showStep(number) {
  steps.forEach((step, each) => { step.hidden = each !== number; });
  tour.querySelector("[data-tour=next]").hidden = number === steps.length - 1;
  tour.querySelector("[data-tour=back]").hidden = number === 0;
  steps[number].querySelector("h3").focus(); // so it is heard
}

function remember() {
  const offer = document.querySelector(".tour-offer");
  const hadFocus = offer?.contains(document.activeElement);
  if (offer) offer.hidden = true;
  if (hadFocus) document.getElementById("inbox-title").focus(); // the button is gone
  fetch(tour.dataset.saw, { method: "POST", body: new URLSearchParams(token()) }).catch(() => {});
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-shows=tour]")) showStep(0);
  const step = target.closest("[data-tour]")?.dataset.tour;
  const here = steps.findIndex((each) => !each.hidden);
  if (step === "next") showStep(here + 1);
  else if (step === "back") showStep(here - 1);
  else if (step === "end") tour.close();
  else if (step === "skip") remember();
});
tour?.addEventListener("close", remember);
