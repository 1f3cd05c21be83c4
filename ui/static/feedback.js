// Runs once. Thumbs: what this browser's person said is remembered here, and is sent to this program alone.
const MEMORY = "ws-feedback";
const MOST = 300;
const requests = new Map();
let latest = 0;
let fading;

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(MEMORY) ?? "{}");
    return { browser: kept.browser ?? "", said: Array.isArray(kept.said) ? kept.said : [] };
  } catch (error) {
    return { browser: "", said: [] };
  }
}

function remember(known) {
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ ...known, said: known.said.slice(-MOST) }));
  } catch (error) { /* without storage, the next visit begins anew */ }
}

// A random mark tells two people's verdicts on one answer apart; it says nothing about either.
function browser() {
  const known = remembered();
  if (!known.browser) {
    known.browser = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    remember(known);
  }
  return known.browser;
}

function strip() {
  return element.querySelector("[data-answer]");
}

function draw() {
  const shown = strip();
  if (!shown) return;
  const [, verdict] = remembered().said.findLast(([key]) => key === shown.dataset.answer) ?? [];
  for (const thumb of shown.querySelectorAll("[data-verdict]")) {
    thumb.setAttribute("aria-pressed", String(thumb.dataset.verdict === verdict));
  }
}

function tell(words) {
  clearTimeout(fading);
  const told = element.querySelector(".ws-reply");
  if (told) told.textContent = words;
  fading = setTimeout(() => { if (told) told.textContent = ""; }, 8000);
}

function judge(verdict, reason = "") {
  const key = strip().dataset.answer;
  latest += 1;
  requests.set(latest, { key, verdict, reason });
  trigger("judged", { number: latest, key, verdict, reason, browser: browser() });
}

document.addEventListener("ws-heard", ({ detail }) => {
  const number = Number(detail.number);
  const request = requests.get(number);
  if (number === -1) requests.clear();
  requests.delete(number);
  if (number !== -1 && !request) return;
  if (detail.verdict) {
    const known = remembered();
    known.said = known.said.filter(([key]) => key !== request.key);
    if (detail.verdict !== "none") known.said.push([request.key, detail.verdict]);
    remember(known);
    draw();
    const form = element.querySelector(".ws-reason-form");
    form.hidden = detail.verdict === "none" || request.reason !== "";
    if (form.hidden) form.reset();
  }
  tell(detail.text);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.verdict) {
    judge(button.getAttribute("aria-pressed") === "true" ? "none" : button.dataset.verdict);
  } else if (button && "test" in button.dataset) {
    document.dispatchEvent(new CustomEvent("ws-save-test", { detail: { told: tell } }));
  }
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = event.target.querySelector("input").value.trim();
  const pressed = element.querySelector('[data-verdict][aria-pressed="true"]');
  if (!pressed || !reason) return;
  pressed.focus(); // the form is about to go
  judge(pressed.dataset.verdict, reason);
});

watch("value", () => {
  const form = element.querySelector(".ws-reason-form");
  if (form) {
    form.hidden = true;
    form.reset();
  }
  draw();
});
