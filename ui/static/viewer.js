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

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest(".ws-close")) dialog.close();
});
