// Times that go on: since when someone waits, and how long is left until something is due. The
// server says the moments alone, so that what it made can be used again.

const SECOND_MILLISECONDS = 1_000;

function said(value, unit) {
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit, unitDisplay: "long",
  }).format(value);
}

// In its largest unit, and from an hour on in two: 40 seconds, 12 minutes, 3 hours 5 minutes.
function lasting(seconds) {
  const [days, hours, minutes] = [86_400, 3_600, 60].map((size) => Math.floor(seconds / size));
  if (days) return [said(days, "day"), hours % 24 ? said(hours % 24, "hour") : ""].join(" ").trim();
  if (hours) {
    return [said(hours, "hour"), minutes % 60 ? said(minutes % 60, "minute") : ""].join(" ").trim();
  }
  return minutes ? said(minutes, "minute") : said(Math.floor(seconds), "second");
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  const now = serverNow();
  for (const each of document.querySelectorAll("[data-since]")) {
    write(each, lasting(Math.max(0, now - Number(each.dataset.since))));
  }
  for (const each of document.querySelectorAll("[data-due]")) {
    const left = Number(each.dataset.due) - now;
    each.classList.toggle("due--late", left <= 0);
    const { left: before, late } = each.dataset;
    write(each, `${left > 0 ? before : late} ${lasting(Math.abs(left))}`);
  }
}

tick();
setInterval(tick, SECOND_MILLISECONDS);
document.addEventListener("bode:settled", tick);
