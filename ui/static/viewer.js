// Runs once, when the viewer is drawn. `element` is the viewer's element, `server.view` asks Python for a document.
const dialog = element.querySelector("dialog");
const content = dialog.querySelector(".ws-viewer-content");
let latest = 0;

async function open(place) {
  latest += 1;
  const request = latest;
  let html;
  try {
    html = await server.view(place);
  } catch (error) {
    html = '<p class="ws-problem" role="alert">The file could not be fetched: is the page’s server still running?</p>';
  }
  if (request !== latest) return; // another quote was asked for in the meantime
  content.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  content.querySelector(".ws-text")?.focus({ preventScroll: true });
  content.querySelector("mark")?.scrollIntoView({ block: "center" });
}

async function copy(button) {
  const label = button.textContent;
  let outcome = "Copied";
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch (error) {
    outcome = "The browser does not allow copying";
  }
  button.textContent = outcome;
  setTimeout(() => { button.textContent = label; }, 2000);
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const copier = target?.closest("button[data-copy]");
  if (copier) {
    copy(copier);
    return;
  }
  const marker = target?.closest('a[href^="#quote/"]');
  const card = target?.closest(".ws-card");
  const selecting = card && String(window.getSelection()) !== "";
  const opener = target?.closest("button[data-place]") ?? (selecting ? null : card?.querySelector("button[data-place]"));
  if (marker) {
    event.preventDefault();
    event.stopPropagation();
    open(marker.getAttribute("href"));
  } else if (opener) {
    open(opener.dataset.place);
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
  if (event.target === dialog || event.target.closest(".ws-close")) dialog.close();
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
