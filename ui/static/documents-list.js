// Runs once. The list is drawn anew after each change, so that its buttons are listened to from here. What removes
// something wants a second click; anything else that is done in between takes the first one back.
let armed = null;

function disarm() {
  if (!armed) return;
  armed.textContent = armed.dataset.label;
  armed.classList.remove("ws-armed");
  armed.setAttribute("aria-label", armed.dataset.name);
  armed = null;
}

function arm(button) {
  disarm();
  armed = button;
  button.dataset.label = button.textContent;
  button.dataset.name = button.getAttribute("aria-label");
  button.textContent = button.dataset.sure;
  button.setAttribute("aria-label", `${button.dataset.sure} ${button.dataset.what}`);
  button.classList.add("ws-armed");
}

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-act]") : null;
  if (!button) return;
  if (button.dataset.sure && button !== armed) {
    arm(button);
    return;
  }
  disarm();
  button.disabled = true;
  trigger("acted", { act: button.dataset.act, what: button.dataset.what });
});
element.addEventListener("keydown", (event) => { if (event.key === "Escape") disarm(); });
element.addEventListener("focusout", disarm);
