// The menu behind one's name closes with Escape, and when one goes on elsewhere.

const menu = document.querySelector("details.account");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !menu.open) return;
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector("summary").focus();
});
for (const going of ["click", "focusin"]) {
  document.addEventListener(going, ({ target }) => {
    if (!menu.contains(target)) menu.open = false;
  });
}
