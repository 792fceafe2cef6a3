// Reading back: older messages come when one scrolls to them, what one reads stays where it is, and
// one button leads to the newest. The end of a conversation is kept by merging (see bode.js); what
// stands above it, in #history, comes in pieces and stays.
"use strict";

{
  const NEAR = "900px"; // before a link to more comes in sight
  const PIECE = 50; // messages
  const AWAY = 200; // pixels from the end: from there on one is reading back
  const MARKED = 2500; // milliseconds

  let opened; // the thread that this page shows now
  let near;
  let missed = 0; // messages that came while one was reading back

  const get = (id) => document.getElementById(id);
  const isAtEnd = () => Math.abs(opened.scrollTop) < AWAY; // it scrolls from its end, below zero

  function begin(thread) {
    opened = thread;
    missed = 0;
    near?.disconnect();
    near = new IntersectionObserver(comeNear, { root: thread, rootMargin: `${NEAR} 0px` });
    thread.addEventListener("scroll", showNewest, { passive: true });
    get("newest").addEventListener("click", toNewest);
    const asked = thread.dataset.marked && get(thread.dataset.marked);
    if (asked) go(asked);
    else get("unread-line")?.scrollIntoView({ block: "start", behavior: "instant" });
    watch(thread);
  }

  function watch(place) {
    for (const more of place.querySelectorAll("[data-more]:not([data-more=''])")) {
      near.observe(more);
    }
  }

  // What is far from sight is not drawn, and keeps the height that it was measured to have.
  function rest() {
    for (const list of document.querySelectorAll("#history > .bubbles--past:not(.bubbles--resting)")) {
      list.style.containIntrinsicBlockSize = `${list.getBoundingClientRect().height}px`;
      list.classList.add("bubbles--resting");
    }
  }

  function comeNear(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      htmx.trigger(target.querySelector("a"), "bode:near");
    }
  }

  // A piece takes the place of the link to it, and a day is named once.
  function nameDaysOnce() {
    let named = null;
    for (const part of [...get("history").children, get("bubbles")]) {
      if (!part.matches("ol")) {
        named = null; // something is missing here
        continue;
      }
      const first = part.firstElementChild;
      if (first?.matches(".day") && first.dataset.day === named) first.remove();
      named = [...part.querySelectorAll(":scope > .day")].at(-1)?.dataset.day ?? named;
    }
  }

  function go(message) {
    message.scrollIntoView({ block: "center", behavior: "instant" });
    message.focus({ preventScroll: true });
    message.classList.add("message--marked");
    setTimeout(() => message.classList.remove("message--marked"), MARKED);
  }

  async function goTo(id) {
    const here = get(id);
    if (here) {
      go(here);
      return;
    }
    const until = document.querySelector("#bubbles > [id^=message-]");
    if (!until) return;
    const asked = new URLSearchParams({
      around: id.replace("message-", ""), until: until.id.replace("message-", ""),
    });
    const place = { target: "#history", swap: "innerHTML" };
    await htmx.ajax("GET", `${opened.dataset.history}?${asked}`, place);
    const found = get(id);
    if (found) go(found);
  }

  function toNewest() {
    opened.scrollTo({ top: 0, behavior: "instant" });
    [...document.querySelectorAll("#bubbles > .message")].at(-1)?.focus({ preventScroll: true });
  }

  function showNewest() {
    const button = get("newest");
    if (isAtEnd()) missed = 0;
    button.hidden = isAtEnd();
    const label = button.querySelector("span");
    const { none, one, many } = label.dataset;
    const text = missed ? (missed === 1 ? one : many.replace("{n}", missed)) : none;
    if (label.textContent !== text) label.textContent = text;
  }

  // The newest messages are fetched by themselves. What has fallen out of them stays, as history;
  // when so many came meanwhile that nothing joins, the history begins anew.
  function carryOver(fragment) {
    const list = get("bubbles");
    const fresh = fragment.querySelector("#bubbles");
    if (!list || !fresh) return;
    const known = new Map([...list.children].map((item) => [item.id, item]));
    const messages = [...fresh.querySelectorAll(":scope > .message")];
    const joins = messages.map((item) => known.get(item.id)).find(Boolean);
    if (!isAtEnd()) {
      missed += messages.filter((each) => !get(each.id) && each.matches(".message--theirs")).length;
    }
    if (!joins) {
      if (list.querySelector(".message")) get("history").replaceWith(fragment.querySelector("#history"));
      return;
    }
    // When the last one was taken back, the newest begin with one that history has already.
    for (const item of messages) {
      if (get(item.id) === joins) break;
      if (get(item.id)) item.remove();
    }
    const older = [...list.children].slice(0, [...list.children].indexOf(joins));
    if (older.some((item) => item.matches(".message"))) keepOlder(older);
    for (const item of fragment.querySelectorAll("#again > .message")) renew(item);
  }

  function keepOlder(items) {
    const history = get("history");
    let last = history.lastElementChild;
    if (!last?.matches("ol.bubbles--kept") || last.children.length > PIECE) {
      last = document.createElement("ol");
      last.className = "bubbles bubbles--kept";
      history.append(last);
    }
    last.append(...items);
  }

  function renew(item) {
    const old = get(item.id);
    if (!old || old.dataset.version === item.dataset.version) return;
    old.replaceWith(item);
    htmx.process(item);
  }

  function firstInView() {
    const { left, width, top, height } = opened.getBoundingClientRect();
    for (let y = top + 8; y < top + height; y += 24) {
      const found = document.elementFromPoint(left + width / 2, y)?.closest("[id^=message-]");
      if (found) return found;
    }
    return null;
  }

  // Where one reads stays in its place, whatever comes in above or below it.
  let held;
  function hold() {
    const message = opened && !isAtEnd() ? firstInView() : null;
    held = message && { id: message.id, top: message.getBoundingClientRect().top };
  }
  function restore() {
    const message = held && get(held.id);
    const moved = message ? message.getBoundingClientRect().top - held.top : 0;
    if (moved) opened.scrollTop += moved;
    held = null;
  }

  document.addEventListener("bode:merging", ({ detail }) => {
    hold();
    carryOver(detail);
  });
  document.addEventListener("bode:settled", () => {
    const thread = get("thread");
    if (!thread) return;
    nameDaysOnce();
    rest();
    if (thread === opened) restore();
    else begin(thread);
    watch(get("history"));
    showNewest();
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.closest?.("#history")) hold();
  });
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!get("history")) return;
    const { target } = detail; // none when the server sent it by itself
    if (!target || (!get("history").contains(target) && !target.matches(".thread__more"))) return;
    nameDaysOnce();
    rest();
    restore();
    watch(get("history"));
    document.dispatchEvent(new Event("bode:read"));
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (!opened || detail.verb !== "get" || !detail.path.endsWith("/thread/")) return;
    if (document.visibilityState === "visible" && isAtEnd()) detail.parameters.looking = "yes";
    const seen = isAtEnd() ? null : firstInView();
    if (seen) detail.parameters.viewed = seen.id.replace("message-", "");
  });
  document.addEventListener("click", (event) => {
    const quote = event.target.closest?.("a.quote[href^='#message-']");
    if (!quote || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(quote.hash.slice(1));
  });
}
