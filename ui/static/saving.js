// Runs once. The dialog in which an answer becomes a test question.
const dialog = element.querySelector("dialog");
const content = element.querySelector(".ws-save-content");
let latest = 0;
let tell = () => {};

function note(words) {
  content.querySelector(".ws-save-note").textContent = words;
}

// What does not apply is not shown, and not asked for.
function fit() {
  const form = content.querySelector("form");
  content.querySelector(".ws-answerable").hidden = form.elements.answerable.value === "no";
  content.querySelector(".ws-differing").hidden = form.elements.disagrees.value !== "yes";
}

document.addEventListener("ws-save-test", ({ detail }) => {
  tell = detail.told;
  latest += 1;
  trigger("opened", { number: latest });
});

document.addEventListener("ws-form", ({ detail }) => {
  if (Number(detail.number) !== latest || dialog.open) return;
  content.innerHTML = detail.text; // the program escapes every word of a document or a question in it
  fit();
  dialog.showModal();
});

document.addEventListener("ws-outcome", ({ detail }) => {
  const number = Number(detail.number);
  if (number !== -1 && number !== latest) return;
  if (detail.outcome === "saved" || !dialog.open) {
    dialog.close();
    tell(detail.text);
    return;
  }
  if (detail.outcome === "twice") {
    content.querySelector("form").dataset.replace = "yes";
    content.querySelector(".ws-save-go").textContent = "Replace";
  }
  note(detail.text);
});

content.addEventListener("change", fit);

// A changed question may be a new one: it is looked up again before anything is replaced.
content.addEventListener("input", (event) => {
  if (event.target.name !== "question") return;
  content.querySelector("form").dataset.replace = "";
  content.querySelector(".ws-save-go").textContent = "Save";
  note("");
});

content.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const fields = new FormData(form);
  const filled = Object.fromEntries(["question", "answerable", "expected", "disagrees", "positions"].map((name) => [name, fields.get(name)]));
  filled.ticked = fields.getAll("ticked").map(Number);
  latest += 1;
  note("Saving…");
  trigger("saving", { number: latest, key: form.dataset.key, filled, replace: form.dataset.replace === "yes" });
});

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-cancel]")) dialog.close();
});
