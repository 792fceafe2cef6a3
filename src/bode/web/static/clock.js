// The server's clock: that of a computer may be an hour wrong, and the moments that pages tell are
// the server's. Counted on by the computer's own, which goes on while it sleeps; each beat of the
// server sets it anew.
"use strict";

let ahead = 0; // milliseconds that the server's clock is ahead of this one

function setClock(seconds) {
  if (seconds) ahead = seconds * 1000 - Date.now();
}

// Now, in seconds, as the server has it.
function serverNow() {
  return (Date.now() + ahead) / 1000;
}

setClock(Number(document.documentElement.dataset.now));
