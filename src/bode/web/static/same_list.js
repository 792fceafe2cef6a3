// What is done with a conversation leads back to the list that stands beside it: the address of the
// page says which that is, and goes along.

const OF_LIST = ["queue", "team", "before", "phone"]; // see desk/going_on.py

function ofList() {
  return [...new URLSearchParams(location.search)].filter(([name]) => OF_LIST.includes(name));
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
