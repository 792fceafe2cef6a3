// What is done with a conversation leads back to the list that stands beside it: the page says which
// that is, and it goes along.

function ofList() {
  return [...new URLSearchParams(document.getElementById("main").dataset.list)];
}

function takeAlong(form) {
  const address = new URL(form.action);
  for (const [name, value] of ofList()) {
    if (form.method === "post") address.searchParams.set(name, value);
    else form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.action = address;
}

document.addEventListener("submit", ({ target }) => {
  if (target.matches("#head form, #urgent form, #closed")) takeAlong(target);
});
document.addEventListener("click", ({ target }) => {
  const back = target.closest?.(".pane__back");
  if (back) back.search = new URLSearchParams(ofList());
});
