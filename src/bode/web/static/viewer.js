// Pictures, and the pages of documents, open large over the conversation. The arrows lead along all
// pictures that the page shows, or along the pages of one document, and the focus comes back to the
// one that was looked at last.
"use strict";

{
  const get = (id) => document.getElementById(id);
  let shown; // the link in the conversation to the picture or document that is open
  let number; // of its page, from 1

  function along(link) {
    if (link.dataset.pages) {
      return Array.from({ length: link.dataset.pages }, (_, place) => [link, place + 1]);
    }
    const pictures = document.querySelectorAll("#thread a.picture:not([data-pages])");
    return [...pictures].map((picture) => [picture, 1]);
  }

  // A message that changes meanwhile is put in anew, with another link to the same.
  const isShown = (link) => link.href === shown?.href;
  const placeIn = (all) => all.findIndex(([link, page]) => isShown(link) && page === number);

  function show(link, page) {
    [shown, number] = [link, page];
    const all = along(link);
    const place = placeIn(all);
    if (place < 0) return;
    const { pages, shown: name, caption } = link.dataset;
    const told = get("viewer-told");
    const count = (pages ? told.dataset.ofPages : told.dataset.of)
      .replace("{n}", place + 1).replace("{all}", pages ? link.dataset.all : all.length);
    told.textContent = pages || all.length > 1 ? `${name} (${count})` : name;
    tell(caption);
    const picture = get("viewer-picture");
    get("viewer-stage").setAttribute("aria-busy", "true");
    get("viewer-stage").scrollTop = 0;
    picture.src = pages ? link.href.replace(/\d+\/$/, `${page}/`) : link.href;
    picture.alt = pages ? told.textContent : [name, caption].filter(Boolean).join(". ");
    get("viewer-save").href = link.dataset.file || link.href;
    get("viewer").classList.toggle("viewer--pages", Boolean(pages));
    zoom(false);
    for (const [way, there] of [["previous", place - 1], ["next", place + 1]]) {
      document.querySelector(`[data-viewer=${way}]`).disabled = !all[there];
    }
  }

  function tell(words) {
    get("viewer-caption").textContent = words;
    get("viewer-caption").hidden = !words;
  }

  function step(steps) {
    const all = along(shown);
    const there = all[placeIn(all) + steps];
    if (there) show(...there);
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
      show(link, 1);
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
  // What becomes of a picture reaches itself alone.
  for (const became of ["load", "error"]) {
    document.addEventListener(became, ({ target }) => {
      if (target.id !== "viewer-picture") return;
      get("viewer-stage").setAttribute("aria-busy", "false");
      if (became === "error") tell(get("viewer-told").dataset.lost);
    }, true);
  }
  document.addEventListener("close", ({ target }) => {
    if (target.id !== "viewer") return;
    get("viewer-picture").removeAttribute("src");
    const link = [...document.querySelectorAll("#thread a.picture")].find(isShown);
    link?.closest(".message").focus();
    link?.focus();
  }, true);
}
