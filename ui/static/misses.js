// Runs once. The list is drawn anew with each run, so that its buttons are listened to from here.
element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-ask]") : null;
  if (button) trigger("asked", { number: Number(button.dataset.ask) });
});
