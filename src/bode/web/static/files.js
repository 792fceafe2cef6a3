// Attachments: chosen, dragged or pasted, each is brought to Bode at once, and can be taken away.
"use strict";

const uploads = new Map(); // what is still on its way, by the row that shows it

function fileList() {
  return document.getElementById("files");
}

function tellFiles(text) {
  document.getElementById("files-told").textContent = text;
}

function countFiles() {
  return fileList().querySelectorAll("[name=attachment]").length + uploads.size;
}

// What can be known of a file before it is sent: too many, of no type that WhatsApp takes, empty.
function refuseFile(file) {
  const { most, tooMany, wrongType, empty } = fileList().dataset;
  const accepted = document.getElementById("file").accept.split(",");
  const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
  if (countFiles() >= Number(most)) return tooMany;
  if (!file.size) return empty;
  return accepted.includes(ending) ? "" : wrongType;
}

function fileRow(file) {
  const made = document.getElementById("file-row").content.firstElementChild.cloneNode(true);
  made.querySelector(".files__name").textContent = file.name;
  const drop = made.querySelector(".files__drop span");
  drop.textContent = drop.textContent.replace("{}", () => file.name);
  return made;
}

function showProblem(made, told) {
  made.querySelector("progress").remove();
  made.classList.add("files__file--wrong");
  const problem = document.createElement("span");
  problem.className = "files__problem";
  problem.textContent = told;
  made.querySelector(".files__name").after(problem);
  tellFiles(`${made.querySelector(".files__name").textContent}: ${told}`);
}

function bringFile(file) {
  forgetEmpty();
  const list = fileList();
  const made = fileRow(file);
  list.append(made);
  const told = refuseFile(file);
  if (told) {
    showProblem(made, told);
    return;
  }
  const request = new XMLHttpRequest();
  uploads.set(made, request);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    made.querySelector("progress").value = loaded / total;
  });
  request.addEventListener("loadend", () => finishFile(made, request, file));
  request.open("POST", document.getElementById("reply").dataset.files);
  const fields = new FormData();
  for (const [name, value] of Object.entries(token())) fields.append(name, value);
  fields.append("file", file);
  request.send(fields);
}

function finishFile(made, request, file) {
  uploads.delete(made);
  if (!made.isConnected) return;
  const { lost, ready } = fileList().dataset;
  if (request.status === 200) {
    made.insertAdjacentHTML("afterend", request.responseText);
    made.remove();
    tellFiles(`${file.name}: ${ready}`);
    keepDraftSoon();
  } else {
    showProblem(made, request.status === 422 ? request.responseText : lost);
  }
  if (!uploads.size && sendLater) {
    const form = sendLater;
    sendLater = null;
    if (form.isConnected && !holdUp()) form.requestSubmit();
  }
}

// What is not brought yet holds the message up; it goes by itself once all files are there. What
// won't do holds it up until it is taken away.
let sendLater = null;
function holdUp() {
  const wrong = fileList().querySelector(".files__file--wrong");
  if (!wrong) return false;
  const told = document.getElementById("files-wrong");
  told.hidden = false;
  wrong.querySelector("button").focus();
  tellFiles(told.textContent);
  return true;
}
document.addEventListener("submit", (event) => {
  if (event.target.id !== "write" || event.submitter?.name === "drop_attachment") return;
  const isHeldUp = holdUp();
  if (!uploads.size && !isHeldUp) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isHeldUp) return;
  sendLater = event.target;
  tellFiles(fileList().dataset.waits);
}, true);

document.addEventListener("paste", (event) => {
  const files = event.clipboardData?.files;
  if (!event.target.closest?.("#reply") || !files?.length || !fileList()) return;
  event.preventDefault();
  for (const file of files) bringFile(file);
});

// A file that is dropped anywhere in the open conversation goes along with the answer. Elsewhere on
// the page nothing comes of it: the browser would open it in place of the desk.
function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files") && !event.target.matches?.("input[type=file]");
}

function takesFiles(event) {
  const canAnswer = answerBody()?.checkVisibility() && replyBox().dataset.window === "open";
  return Boolean(canAnswer && document.getElementById("pane").contains(event.target));
}

function markOver(isOver) {
  document.getElementById("reply")?.classList.toggle("reply--over", isOver);
}

document.addEventListener("drop", (event) => {
  markOver(false);
  if (!carriesFiles(event)) return;
  event.preventDefault();
  if (!takesFiles(event)) return;
  for (const file of event.dataTransfer.files) bringFile(file);
});
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  const isTaken = takesFiles(event);
  if (!isTaken) event.dataTransfer.dropEffect = "none";
  markOver(isTaken);
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) markOver(false); // out of the window
});
document.addEventListener("change", (event) => {
  if (event.target.id !== "file") return;
  const files = [...event.target.files];
  event.target.value = "";
  for (const file of files) bringFile(file);
});
document.addEventListener("click", (event) => {
  const drop = event.target.closest(".files__drop");
  if (!drop) return;
  event.preventDefault();
  const made = drop.closest(".files__file");
  const next = (made.nextElementSibling ?? made.previousElementSibling)?.querySelector("button");
  uploads.get(made)?.abort();
  uploads.delete(made);
  made.remove();
  if (!fileList().querySelector(".files__file--wrong")) document.getElementById("files-wrong").hidden = true;
  (next ?? answerBody()).focus();
  keepDraftSoon();
});
