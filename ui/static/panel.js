// Runs once, when the panel is drawn; it listens from the panel's own element, whose content changes with each answer.
element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-leave]") : null;
  if (button) trigger("left_out", { source: button.dataset.leave });
});
