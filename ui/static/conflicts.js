// Runs once in each of the parts of the page of conflicts, which are drawn anew with what they show: all is listened to
// from here. What stands on the page tells what is wanted; Python draws it.
let back = null;

const shown = () => document.querySelector("#ws-conflict-map");

function wanted(pair) {
  const form = shown().querySelector(".ws-narrow");
  for (const cell of shown().querySelectorAll("[aria-pressed]")) {
    const now = pair && cell.dataset.file === pair.file && cell.dataset.other === pair.other;
    cell.setAttribute("aria-pressed", now ? "true" : "false");
  }
  if (pair) form.elements.file.value = "";
  return {
    file: pair ? pair.file : form.elements.file.value, other: pair ? pair.other : "",
    kind: form.elements.kind.value, hide: form.elements.hide.checked,
  };
}

element.addEventListener("change", (event) => {
  if (!event.target.closest?.(".ws-narrow")) return;
  const pressed = event.target.name === "file" ? null : shown().querySelector('[aria-pressed="true"]');
  trigger("chosen", wanted(pressed ? { file: pressed.dataset.file, other: pressed.dataset.other } : null));
});

async function save(button) {
  let content;
  try {
    content = await server.export_verdicts({});
  } catch (error) {
    content = undefined;
  }
  if (typeof content !== "string") {
    button.textContent = "Could not be fetched: is the page’s server still running?";
    return;
  }
  const blob = new Blob([content], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = button.dataset.export;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

element.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  if (button.dataset.other !== undefined) {
    const off = button.getAttribute("aria-pressed") === "true";
    trigger("chosen", wanted(off ? null : { file: button.dataset.file, other: button.dataset.other }));
  } else if (button.dataset.ask) {
    trigger("asked", { key: button.dataset.ask });
  } else if (button.dataset.all) {
    back = "h2";
    wanted(null); // what Python draws may be what it drew before, and then the browser leaves what stands there
    trigger("cleared", {});
  } else if (button.dataset.page) {
    back = "h2";
    trigger("turned", { page: Number(button.dataset.page) });
  } else if (button.dataset.judgedPage) {
    back = "h2";
    trigger("turned", { judged_page: Number(button.dataset.judgedPage) });
  } else if (button.dataset.export) {
    save(button);
  }
});

watch("value", () => {
  if (back === null) return;
  const place = element.querySelector(back);
  back = null;
  place?.focus();
  place?.scrollIntoView({ block: "start" });
});
