/**
 * Keeps the payment page up to date: listens to the live stream, and on every event fetches the state anew and swaps it in.
 * While the stream is down it asks by itself. The server's state is the truth; nothing is decided here.
 * A classic script for old TV engines (Chromium 56): ES2017 without commas behind a call's last argument.
 */

const patienceMs = 8000;
const pollEveryMs = 2000;
const pollSlowlyAfterMs = 60000;
const pollSlowlyEveryMs = 10000;
/** The stream may be dead without knowing it. */
const checkStreamEveryMs = 30000;
const hurryMs = 120000;
const returnAfterMs = 5000;

const finals = ["paid", "expired", "cancelled"];
const events = [
  "code.claimed",
  "code.released",
  "payment.approving",
  "payment.refused",
  "payment.declined",
  "payment.abandoned",
  "code.paid",
  "request.partly_paid",
  "request.paid",
  "request.extended",
  "request.revised",
  "request.expired",
  "request.cancelled",
];
/** Events that lead back to where one was, so that words must say what happened. @type {{ [event: string]: string }} */
const notices = {
  "payment.refused": "notice-refused",
  "payment.declined": "notice-declined",
  "payment.abandoned": "notice-abandoned",
};

const statePath = document.body.dataset.statePath || "";
const streamPath = document.body.dataset.streamPath || "";

/** @type {EventSource | null} */
let stream = null;
let streamDownSince = now();
let lastAsked = now();
let isAsking = false;
let isAskedAgain = false;
let arrivedAt = now();
/** As it came, before this script counted down in it. */
let shownMarkup = shown().innerHTML;
let returnsAt = 0;
/** @type {number | undefined} */
let returning;
let noticedSequence = 0;

/** Unlike the wall clock, never jumps. */
function now() {
  return performance.now();
}

/** @param {string} id */
function element(id) {
  return document.getElementById(id);
}

/** @returns {HTMLElement} */
function shown() {
  return /** @type {HTMLElement} */ (element("terminal"));
}

function isFinal() {
  return finals.includes(shown().dataset.status || "");
}

/* Asking */

async function refresh() {
  if (isAsking) {
    isAskedAgain = true;
    return;
  }
  isAsking = true;
  lastAsked = now();
  try {
    show(await fetchState());
    setHidden("offline", true);
  } catch (_fault) {
    setHidden("offline", false);
  }
  isAsking = false;
  if (isAskedAgain) {
    isAskedAgain = false;
    void refresh();
  }
}

/** @returns {Promise<string>} */
function fetchState() {
  const timeout = new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), patienceMs);
  });
  const answer = fetch(statePath, { cache: "no-store", credentials: "same-origin" });
  const text = answer.then((response) => {
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  });
  return Promise.race([text, timeout]);
}

/* Showing */

/** Swaps the state in unless a newer one is there already; what looks the same is left alone. @param {string} markup */
function show(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  const next = /** @type {HTMLElement | null} */ (template.content.querySelector("main"));
  if (!next) throw new Error("not a state");
  const old = shown();
  if (Number(next.dataset.sequence) < Number(old.dataset.sequence)) return;
  arrivedAt = now();
  const hasNewStatus = next.dataset.status !== old.dataset.status;
  const hasNewWords = next.dataset.announcement !== old.dataset.announcement;
  const nextMarkup = next.innerHTML;
  if (nextMarkup === shownMarkup) Object.assign(old.dataset, next.dataset);
  else swap(old, next);
  shownMarkup = nextMarkup;
  document.title = next.dataset.title || document.title;
  if (hasNewStatus) enter();
  else if (hasNewWords) announce(next.dataset.announcement || "");
  tick();
}

/** Keeps what the shopper has unfolded and where the focus was. @param {HTMLElement} old @param {HTMLElement} next */
function swap(old, next) {
  const focused = document.activeElement ? document.activeElement.id : "";
  const openBefore = old.querySelectorAll("details[open]");
  old.replaceWith(next);
  for (const details of openBefore) {
    const same = element(details.id);
    if (same) same.setAttribute("open", "");
  }
  const focusable = focused ? element(focused) : null;
  if (focusable) focusable.focus();
}

/** A screen appears: final ones take the focus, the others are only announced. */
function enter() {
  const { status, sequence, announcement } = shown().dataset;
  const isBeforeScan = status === "waiting" || status === "wall";
  if (!isBeforeScan && Number(sequence) > noticedSequence) hideNotices();
  if (!isFinal()) {
    announce(announcement || "");
    return;
  }
  if (stream) stream.close();
  const result = element("result");
  if (result) result.focus();
  if (status === "paid") startReturn();
}

/** Said together with the notice that is still on the screen. @param {string} words */
function announce(words) {
  const announcer = element("announcer");
  if (announcer) announcer.textContent = noticeWords() + words;
}

function noticeWords() {
  let words = "";
  for (const id of Object.values(notices)) {
    const notice = element(id);
    if (notice && !notice.hidden) words += `${notice.textContent} `;
  }
  return words;
}

/** @param {string} id @param {boolean} isHidden */
function setHidden(id, isHidden) {
  const target = element(id);
  if (target) target.hidden = isHidden;
}

function hideNotices() {
  for (const id of Object.values(notices)) setHidden(id, true);
}

/* Time */

/** Once a second: counts down, asks when the stream does not tell, goes back to the shop. */
function tick() {
  countDown();
  countToReturn();
  if (!isFinal() && now() - lastAsked >= waitMs()) void refresh();
}

/** How long to wait between two questions. */
function waitMs() {
  if (stream && stream.readyState === EventSource.OPEN) return checkStreamEveryMs;
  return now() - streamDownSince < pollSlowlyAfterMs ? pollEveryMs : pollSlowlyEveryMs;
}

/** By the server's clock, and only in the last two minutes. Zero decides nothing: the server does. */
function countDown() {
  const hurry = element("hurry");
  const countdown = element("countdown");
  if (!hurry || !countdown) return;
  const { expiresAt, now: sentAt } = shown().dataset;
  const leftMs = Date.parse(expiresAt || "") - Date.parse(sentAt || "") - (now() - arrivedAt);
  const isHurried = leftMs <= hurryMs;
  if (isHurried && hurry.hidden) announce(countdown.textContent || "");
  hurry.hidden = !isHurried;
  if (!isHurried) return;
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const time = `${Math.floor(seconds / 60)}:${seconds % 60 < 10 ? "0" : ""}${seconds % 60}`;
  countdown.textContent = (countdown.dataset.pattern || "").replace("{{time}}", time);
}

function startReturn() {
  returnsAt = now() + returnAfterMs;
  returning = setTimeout(() => location.assign(shown().dataset.returnUrl || ""), returnAfterMs);
  setHidden("returning", false);
}

function countToReturn() {
  const words = element("returning-words");
  if (!words) return;
  const seconds = Math.max(0, Math.ceil((returnsAt - now()) / 1000));
  words.textContent = (words.dataset.pattern || "").replace("{{seconds}}", String(seconds));
}

function stay() {
  clearTimeout(returning);
  setHidden("returning", true);
  const result = element("result");
  if (result) result.focus();
}

/* Listening */

function listen() {
  if (!window.EventSource || isFinal()) return;
  stream = new EventSource(streamPath);
  stream.addEventListener("open", () => {
    streamDownSince = Infinity;
    void refresh();
  });
  stream.addEventListener("error", () => {
    if (streamDownSince === Infinity) streamDownSince = now();
    if (stream && stream.readyState === EventSource.CLOSED) setTimeout(listen, pollSlowlyEveryMs);
  });
  for (const type of events) stream.addEventListener(type, heard);
}

/** @param {Event} event */
function heard(event) {
  const sequence = Number(/** @type {MessageEvent} */ (event).lastEventId);
  if (sequence && sequence <= Number(shown().dataset.sequence)) return;
  const notice = notices[event.type];
  if (notice) {
    hideNotices();
    noticedSequence = sequence;
    setHidden(notice, false);
    announce("");
  }
  void refresh();
}

/* Starting */

document.addEventListener("click", (event) => {
  if (event.target === element("stay")) stay();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void refresh();
});
addEventListener("online", () => void refresh());
addEventListener("offline", () => void refresh());
addEventListener("pageshow", (event) => {
  if (event.persisted) void refresh();
});

const cameBack = performance.navigation.type === 2;
if (shown().dataset.status === "paid" && !cameBack) startReturn();
listen();
tick();
setInterval(tick, 1000);
