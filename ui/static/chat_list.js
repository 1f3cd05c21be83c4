// Runs once. The list is drawn anew each time it changes; whether it is unfolded is remembered here.
let unfolded = false;

function date(time) {
  const then = new Date(time.dateTime);
  const today = new Date().toDateString() === then.toDateString();
  const form = today ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short" };
  const text = then.toLocaleString(document.documentElement.lang || undefined, form);
  if (time.textContent !== text) time.textContent = text;
}

function tend() {
  const list = element.querySelector("details.ws-kept");
  if (list && list.open !== unfolded) list.open = unfolded;
  element.querySelectorAll("time").forEach(date);
}
new MutationObserver(tend).observe(element, { childList: true, subtree: true });
tend();

element.addEventListener("toggle", (event) => { unfolded = event.target.open; }, true);

// It lies over the conversation: whoever turns to something else, or presses Escape, folds it.
function fold() {
  unfolded = false;
  tend();
}
document.addEventListener("pointerdown", (event) => {
  if (unfolded && !event.target.closest("#ws-listing")) fold();
});
element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !unfolded || event.target.matches("input")) return;
  fold();
  element.querySelector("summary")?.focus();
});

// The name becomes a field in its own place. Enter or leaving it keeps what was written, Escape does not.
function rename(item) {
  const opener = item.querySelector(".ws-kept-open");
  const name = item.querySelector(".ws-kept-name");
  const field = document.createElement("input");
  field.type = "text";
  field.maxLength = 200;
  field.value = name.textContent;
  field.setAttribute("aria-label", "Name of the conversation");
  opener.hidden = true;
  item.prepend(field);
  field.focus();
  field.select();
  let done = false;
  function end(keep) {
    if (done) return;
    done = true;
    opener.hidden = false;
    field.remove();
    if (keep && field.value !== name.textContent) trigger("renamed", { key: item.dataset.key, name: field.value });
    else opener.focus();
  }
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") end(false);
  });
  field.addEventListener("blur", () => end(true));
}

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-do]") : null;
  if (!button) return;
  const key = button.dataset.key ?? button.closest("li").dataset.key;
  switch (button.dataset.do) {
    case "opened": unfolded = false; trigger("opened", { key }); tend(); break;
    case "rename": rename(button.closest("li")); break;
    case "deleted": trigger("deleted", { key }); break;
    case "restored": trigger("restored", { key }); break;
  }
});
