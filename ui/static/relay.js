// Runs once. Hands what the program answers to the part of the page that asked: Gradio offers no other way back.
watch("value", () => {
  const said = element.querySelector("[data-for]");
  if (!said) return;
  const detail = { ...said.dataset, text: said.textContent };
  document.dispatchEvent(new CustomEvent(`ws-${said.dataset.for}`, { detail }));
});
