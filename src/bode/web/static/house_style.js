// The page of the house style: a picker beside each field, and a preview while one chooses.

const form = document.getElementById("house-style");
const check = document.getElementById("colour-check");
let asked;

function ask() {
  clearTimeout(asked);
  asked = setTimeout(() => htmx.trigger(check, "bode:colours"), 300);
}

// The server mixes the tokens, so that what shows here is what will be served.
function show() {
  const tokens = JSON.parse(document.getElementById("checked").dataset.tokens);
  for (const page of document.querySelectorAll(".house__page")) {
    for (const [name, [light, dark]] of Object.entries(tokens)) {
      page.style.setProperty(name, `light-dark(${light}, ${dark})`);
    }
  }
}

function put(field, colour) {
  field.value = colour;
  const picker = form.querySelector(`[data-picks="${field.id}"]`);
  if (/^#[0-9a-f]{6}$/i.test(colour)) picker.value = colour;
  ask();
}

for (const picker of form.querySelectorAll("[data-picks]")) picker.hidden = false;
form.addEventListener("input", ({ target }) => {
  if (target.dataset.picks) {
    put(document.getElementById(target.dataset.picks), target.value);
  } else if (target.matches("[type=text]")) {
    put(target, target.value);
  }
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  event.preventDefault();
  const field = form.elements[button.dataset.take];
  put(field, button.dataset.colour);
  field.focus();
});
check.addEventListener("htmx:afterSettle", show);
show();
