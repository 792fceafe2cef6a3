// Sounds at the speed that one likes, for as long as the page is open; and the day of what one reads,
// above a conversation while it scrolls. What can be copied is, by a button.
"use strict";

{
  const SPEEDS = [1, 1.5, 2];
  const LINGERS = 1500; // milliseconds after the last scrolling
  let speed = 1;
  let frame;
  let rests;

  const inWords = (number) => `${new Intl.NumberFormat(document.documentElement.lang).format(number)}×`;

  function apply() {
    for (const button of document.querySelectorAll("[data-speed]")) {
      const text = inWords(speed);
      if (button.textContent === text) continue;
      button.textContent = text;
      button.setAttribute("aria-label", `${text} ${button.dataset.name}`);
    }
    for (const sound of document.querySelectorAll(".sound audio")) sound.playbackRate = speed;
  }

  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-speed]")) return;
    speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
    apply();
  });
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-copies]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copies);
    button.textContent = button.dataset.done;
  });
  for (const name of ["bode:settled", "bode:read"]) document.addEventListener(name, apply);
  // Events of players don't bubble. One sounds at a time, and keeps the speed when it has loaded.
  document.addEventListener("play", ({ target }) => {
    for (const sound of document.querySelectorAll("audio, video")) {
      if (sound !== target) sound.pause();
    }
    if (target.matches(".sound audio")) target.playbackRate = speed;
  }, true);
  document.addEventListener("error", ({ target }) => {
    const lost = target.matches?.(".sound audio") && target.parentElement.querySelector(".sound__lost");
    if (lost) lost.hidden = false;
  }, true);

  // The last day that is named above it, or on it.
  function dayOf(thread, item) {
    const isBelow = (day) => item.compareDocumentPosition(day) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...thread.querySelectorAll("ol.bubbles > .day")].findLast((day) => !isBelow(day));
  }

  function itemAt(thread) {
    const { left, width, top } = thread.getBoundingClientRect();
    for (let y = top + 4; y < top + 60; y += 14) {
      const found = document.elementFromPoint(left + width / 2, y)?.closest("#thread ol.bubbles > li");
      if (found) return found;
    }
    return null;
  }

  function showDay(thread) {
    const label = document.getElementById("day-now");
    if (!label) return;
    const item = itemAt(thread);
    const day = item && dayOf(thread, item);
    if (day) label.firstElementChild.textContent = day.textContent.trim();
    label.classList.toggle("thread__day--shown", Boolean(day) && day !== item); // it stands there itself
    clearTimeout(rests);
    rests = setTimeout(() => label.classList.remove("thread__day--shown"), LINGERS);
  }

  document.addEventListener("scroll", ({ target }) => {
    if (target.id !== "thread" || frame) return;
    frame = requestAnimationFrame(() => {
      frame = null;
      showDay(target);
    });
  }, { capture: true, passive: true });
}
