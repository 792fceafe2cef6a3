// Pictures open large over the conversation; the arrows lead along all that the page shows, and the
// focus comes back to the one that was looked at last.
"use strict";

{
  const get = (id) => document.getElementById(id);
  let shown; // the link in the conversation to the picture that is open

  const all = () => [...document.querySelectorAll("#thread a.picture")];

  function show(link) {
    const pictures = all();
    const place = pictures.indexOf(link);
    if (place < 0) return;
    shown = link;
    const told = get("viewer-told");
    const count = told.dataset.of.replace("{n}", place + 1).replace("{all}", pictures.length);
    told.textContent = pictures.length > 1 ? `${link.dataset.shown} (${count})` : link.dataset.shown;
    const caption = get("viewer-caption");
    caption.textContent = link.dataset.caption;
    caption.hidden = !link.dataset.caption;
    const picture = get("viewer-picture");
    picture.src = link.href;
    picture.alt = [link.dataset.shown, link.dataset.caption].filter(Boolean).join(". ");
    get("viewer-save").href = link.href;
    zoom(false);
    for (const [name, there] of [["previous", place - 1], ["next", place + 1]]) {
      document.querySelector(`[data-viewer=${name}]`).disabled = !pictures[there];
    }
  }

  function step(steps) {
    const there = all()[all().indexOf(shown) + steps];
    if (there) show(there);
  }

  function zoom(isLarge) {
    get("viewer").classList.toggle("viewer--zoomed", isLarge);
    document.querySelector("[data-viewer=zoom]").setAttribute("aria-pressed", String(isLarge));
  }

  const isZoomed = () => get("viewer").classList.contains("viewer--zoomed");
  const DOES = {
    previous: () => step(-1),
    next: () => step(1),
    zoom: () => zoom(!isZoomed()),
    close: () => get("viewer").close(),
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#thread a.picture");
    if (link && get("viewer") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(link);
      get("viewer").showModal();
      get("viewer-stage").focus();
      return;
    }
    const name = event.target.closest?.("[data-viewer]")?.dataset.viewer;
    if (name) DOES[name]();
    else if (event.target.id === "viewer-picture") DOES.zoom();
    else if (event.target.id === "viewer") DOES.close(); // beside it
  });
  document.addEventListener("keydown", (event) => {
    if (!get("viewer")?.open || event.ctrlKey || event.altKey || event.metaKey) return;
    const does = { "+": () => zoom(true), "=": () => zoom(true), "-": () => zoom(false) };
    // Of a picture that is larger than the window the arrows show the rest.
    if (!isZoomed()) Object.assign(does, { ArrowLeft: DOES.previous, ArrowRight: DOES.next });
    if (!does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  });
  document.addEventListener("close", ({ target }) => {
    if (target.id !== "viewer") return;
    get("viewer-picture").removeAttribute("src");
    shown?.closest(".message")?.focus();
    shown?.focus();
  }, true);
}
