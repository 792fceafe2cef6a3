// The map by keyboard: one stop for Tab; the arrows go from municipality to municipality, and
// what has the focus is told in a line below. Without this script every hexagon is a link.
"use strict";

const DIRECTIONS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

// The nearest hexagon in that direction; what lies aside counts double, so that rows are kept.
function neighbour(from, all, [dx, dy]) {
  const x = Number(from.dataset.x);
  const y = Number(from.dataset.y);
  let best = null;
  let least = Infinity;
  for (const each of all) {
    const right = Number(each.dataset.x) - x;
    const down = Number(each.dataset.y) - y;
    const ahead = right * dx + down * dy;
    const aside = Math.abs(right * dy) + Math.abs(down * dx);
    if (ahead < 1 || aside > ahead * 1.8) continue;
    const distance = ahead + aside * 2;
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

function steer(map) {
  const all = [...map.querySelectorAll("a[data-x]")];
  if (!all.length) return;
  const here = document.createElement("p");
  here.className = "here";
  here.setAttribute("aria-hidden", "true"); // a screen reader hears the link's own name
  map.after(here); // outside the frame that scrolls, so that it stays at the window's edge
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "polygon");
  ring.setAttribute("class", "ring");
  all[0].parentNode.append(ring); // after all others, so that its edge is seen whole
  const stop = (hexagon) => {
    for (const each of all) each.setAttribute("tabindex", each === hexagon ? "0" : "-1");
  };
  stop(all[0]);
  map.querySelector("svg").setAttribute("aria-describedby", "map-help"); // how the arrows lead
  map.addEventListener("focusin", (event) => {
    const hexagon = event.target.closest("a[data-x]");
    if (!hexagon) return;
    stop(hexagon);
    here.textContent = hexagon.getAttribute("aria-label");
    ring.setAttribute("points", hexagon.querySelector("polygon").getAttribute("points"));
  });
  map.addEventListener("focusout", () => {
    here.textContent = "";
    ring.removeAttribute("points");
  });
  map.addEventListener("keydown", (event) => {
    const hexagon = event.target.closest("a[data-x]");
    const direction = DIRECTIONS[event.key];
    if (!hexagon || !direction || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    neighbour(hexagon, all, direction)?.focus();
  });
}

for (const map of document.querySelectorAll("[data-hexagons]")) steer(map);
