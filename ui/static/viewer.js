// Runs once, when the viewer is drawn. `element` is the viewer's element, `server` asks Python: `view` and `page` for a
// whole document as HTML, `more` for a further part of a long text.
const dialog = element.querySelector("dialog");
const content = dialog.querySelector(".ws-viewer-content");
const steps = dialog.querySelector(".ws-steps");
const shownAs = dialog.querySelector(".ws-shown");
const UNREACHED = '<p class="ws-problem" role="alert">The file could not be fetched: is the page’s server still running?</p>';
let latest = 0;
let places = []; // links to the quotes that follow each other
let current = 0;
let mode = "text"; // how the files are shown that have pages

const region = () => content.querySelector(".ws-scroll");

// Fetch and draw; null where another quote was asked for in the meantime.
async function draw(asking) {
  latest += 1;
  const request = latest;
  let html;
  try {
    html = await asking();
  } catch (error) {
    html = UNREACHED;
  }
  if (request !== latest) return null;
  const focused = document.activeElement;
  const turning = [...content.querySelectorAll(".ws-turning button")].indexOf(focused);
  content.innerHTML = html;
  const paged = content.querySelector("[data-file]")?.dataset.file === "pdf";
  shownAs.hidden = !paged;
  for (const button of shownAs.children) button.setAttribute("aria-pressed", String(button.dataset.shown === mode));
  if (!dialog.open) dialog.showModal();
  else if (dialog.contains(focused) && !focused.closest("[hidden]")) return { paged };
  const again = content.querySelectorAll(".ws-turning button")[turning];
  (again && !again.disabled ? again : region())?.focus({ preventScroll: true });
  return { paged };
}

async function showText(at) {
  const place = places[current];
  const drawn = await draw(() => server.view(at === undefined ? { place } : { place, at }));
  if (!drawn) return;
  if (at === undefined) content.querySelector("mark")?.scrollIntoView({ block: "center" });
  else content.querySelector(`#ws-at-${at}`)?.scrollIntoView({ block: "start" });
}

async function showPage(number) {
  const place = places[current];
  const drawn = await draw(() => server.draw_page(number === undefined ? { place } : { place, number }));
  if (drawn && !drawn.paged) await showText();
  else if (drawn) content.querySelector(".ws-box")?.scrollIntoView({ block: "center", inline: "start" });
}

const show = () => (mode === "page" && /\.pdf$/i.test(places[current]) ? showPage() : showText());

async function step(by) {
  if (!places[current + by]) return;
  current += by;
  count();
  await show();
}

function count() {
  steps.hidden = places.length < 2;
  steps.querySelector(".ws-nth").textContent = `${current + 1} of ${places.length}`;
  for (const button of steps.querySelectorAll("button")) {
    const there = Boolean(places[current + Number(button.dataset.step)]);
    button.setAttribute("aria-disabled", String(!there)); // it keeps the focus, so that the keys go on working
  }
}

function open(place, among) {
  places = among.includes(place) ? among : [place];
  current = places.indexOf(place);
  count();
  show();
}

// Add the part of a long text that lies before or after what is shown; what is read stays where it is.
async function more(button) {
  const box = region();
  const before = button.dataset.before !== undefined;
  const asked = { place: places[current], version: box.dataset.version };
  asked[before ? "before" : "after"] = Number(button.dataset.before ?? button.dataset.after);
  button.disabled = true;
  let found;
  try {
    found = await server.more(asked);
  } catch (error) {
    found = { problem: "The file could not be fetched: is the page’s server still running?" };
  }
  if (!button.isConnected) return;
  button.disabled = false;
  if (found.problem) {
    button.textContent = found.problem;
    return;
  }
  const height = box.scrollHeight;
  box.querySelector(".ws-text").insertAdjacentHTML(before ? "afterbegin" : "beforeend", found.html);
  if (before) box.scrollTop += box.scrollHeight - height;
  if (found.at === null) button.remove();
  else button.dataset[before ? "before" : "after"] = found.at;
  box.focus({ preventScroll: true });
}

// The quotes of the answer that a marker stands in, by their numbers.
function markers(marker) {
  const all = [...(marker.closest('[data-testid="bot"]')?.querySelectorAll('a[href^="#quote/"]') ?? [marker])];
  const number = (link) => Number(link.textContent.replace(/\D/g, ""));
  return [...new Set(all.sort((a, b) => number(a) - number(b)).map((link) => link.getAttribute("href")))];
}

// The quotes of the list that an element stands in.
function opened(opener) {
  const list = opener.closest("[data-quotes]");
  return [...new Set([...(list?.querySelectorAll("[data-place]") ?? [opener])].map((one) => one.dataset.place))];
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const marker = target?.closest('a[href^="#quote/"]');
  const card = target?.closest(".ws-card");
  const other = card?.contains(target.closest("a, button, input, label, summary, textarea, .ws-found-by"));
  const selecting = card && String(window.getSelection()) !== "";
  const opener = target?.closest("[data-place]") ?? (other || selecting ? null : card?.querySelector("[data-place]"));
  if (marker) {
    event.preventDefault();
    event.stopPropagation();
    open(marker.getAttribute("href"), markers(marker));
  } else if (opener) {
    open(opener.dataset.place, opened(opener));
  }
}, true);

// Gradio's tabs open by Enter; the arrow keys that people expect of tabs go from one to the next.
document.addEventListener("keydown", (event) => {
  const tab = event.target instanceof Element ? event.target.closest('#ws-pages [role="tab"]') : null;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const all = [...tab.parentElement.querySelectorAll('[role="tab"]')];
  const next = all.at((all.indexOf(tab) + step) % all.length);
  next.click();
  next.focus();
});

dialog.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (event.target === dialog || event.target.closest(".ws-close")) dialog.close();
  else if (!button) return;
  else if (button.dataset.step) step(Number(button.dataset.step));
  else if (button.dataset.page) showPage(Number(button.dataset.page));
  else if (button.dataset.at) goTo(Number(button.dataset.at));
  else if (button.dataset.before ?? button.dataset.after) more(button);
  else if (button.dataset.shown && button.dataset.shown !== mode) {
    mode = button.dataset.shown;
    show();
  }
});

function goTo(at) {
  const there = content.querySelector(`#ws-at-${at}`);
  content.querySelector(".ws-outline")?.removeAttribute("open");
  if (there) there.scrollIntoView({ block: "start" });
  else showText(at);
  region()?.focus({ preventScroll: true });
}

dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    step(by);
  }
  event.stopPropagation(); // the page behind has keys of its own
});

// Gradio labels each message with its Markdown source; a screen reader should say who speaks and then read the text.
function label(message) {
  const name = message.dataset.testid === "user" ? "Question" : "Answer";
  if (message.getAttribute("aria-label") !== name) {
    message.setAttribute("role", "group");
    message.setAttribute("aria-label", name);
  }
}

// Keep the latest question at the top of the conversation's box, so that a long answer is read from its beginning.
let shown = "";
function follow(messages) {
  const questions = messages.filter((message) => message.dataset.testid === "user");
  const last = questions.at(-1);
  const now = `${questions.length} ${messages.at(-1)?.textContent ?? ""}`;
  if (!last || now === shown) return;
  shown = now;
  for (const box of document.querySelectorAll("#ws-chat, #ws-chat .bubble-wrap")) {
    if (box.scrollHeight > box.clientHeight) box.scrollTop += last.getBoundingClientRect().top - box.getBoundingClientRect().top - 24;
  }
}

function tend() {
  const messages = [...document.querySelectorAll('#ws-chat [data-testid="user"], #ws-chat [data-testid="bot"]')];
  messages.forEach(label);
  follow(messages);
}

// The whole page is observed: Gradio may draw the conversation later than this script runs, and draw it anew.
new MutationObserver(tend).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["aria-label"],
});
