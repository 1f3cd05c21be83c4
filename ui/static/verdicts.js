// Runs once. What is drawn anew with each verdict is listened to from here; then the keyboard goes to what came of it.
let redrawn = null;

element.addEventListener("submit", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form[data-judge]") : null;
  if (!form) return;
  event.preventDefault();
  const chosen = form.querySelector("input[type=radio]:checked");
  redrawn = form.closest("[data-dispute]")?.dataset.dispute ?? null;
  trigger("judged", {
    key: form.dataset.judge, choice: chosen ? chosen.value : "", reason: form.querySelector("input[name=reason]").value,
  });
});

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-undo]") : null;
  if (!button) return;
  redrawn = button.closest("[data-dispute]")?.dataset.dispute ?? null;
  trigger("undone", { key: button.dataset.undo });
});

watch("value", () => {
  if (redrawn === null) return;
  const again = element.querySelector(`[data-dispute="${CSS.escape(redrawn)}"]`);
  redrawn = null;
  (again?.querySelector(".ws-judged, summary") ?? element.querySelector("[tabindex='-1']"))?.focus();
});
