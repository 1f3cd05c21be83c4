// Runs once. The messages are drawn by Gradio; what can be done with each stands below it, and is drawn from here by what
// `.ws-told` says of the conversation. Gradio patches its messages in place: what was added to a row stays there.
const box = () => document.querySelector("#ws-question textarea");
const told = () => element.querySelector(".ws-told");
const waiting = () => told()?.hasAttribute("data-waiting") ?? false;

// One region for the whole visit: a screen reader hears of what changes in a region, not of a region that is new.
const voice = document.createElement("div");
voice.className = "ws-hidden";
voice.setAttribute("role", "status");
document.body.append(voice);

function say(text) {
  if (voice.textContent !== text) voice.textContent = text;
}

function action(name, label, data, pressed) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.do = name;
  Object.assign(button.dataset, data);
  button.textContent = label;
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  return button;
}

// The buttons of one row; made anew only where they change, so that the keyboard stays on one.
function offer(row, buttons) {
  let bar = row.querySelector(":scope > .ws-acts");
  const now = buttons.map((button) => button.outerHTML).join("");
  if (bar?.dataset.now === now || (!bar && !now)) return;
  const held = bar?.contains(document.activeElement) ? document.activeElement.dataset.do : null;
  bar?.remove();
  if (!now) return;
  bar = document.createElement("div");
  bar.className = "ws-acts";
  bar.dataset.now = now;
  bar.append(...buttons);
  row.append(bar);
  if (held) (bar.querySelector(`[data-do="${held}"]`) ?? box()).focus();
}

function tend() {
  const state = told();
  const log = document.querySelector("#ws-chat [role=log]");
  if (log && log.getAttribute("aria-live") !== "off") log.setAttribute("aria-live", "off"); // `voice` tells instead
  const rows = [...document.querySelectorAll("#ws-chat .message-row")];
  const exchanges = state ? JSON.parse(state.dataset.exchanges) : [];
  const busy = waiting();
  const answered = exchanges.filter((exchange) => exchange.answered).length;
  for (const [index, row] of rows.entries()) {
    const number = index >> 1;
    const exchange = exchanges[number];
    const buttons = [];
    if (exchange && !busy && index % 2 === 0) {
      buttons.push(action("edited", "Edit", { number }));
      if (exchange.searched) buttons.push(action("edited", "Edit what was searched for", { number, searched: "1" }));
    } else if (exchange && index % 2 === 1) {
      const shown = Number(state.dataset.shown ?? -1) === number;
      if (exchange.answered && answered > 1) {
        buttons.push(action("selected", shown ? "Sources shown" : "Show sources", { number }, shown));
      }
      if (!busy && number === exchanges.length - 1) buttons.push(action("again", "Ask again", {}));
    }
    offer(row, buttons);
  }
  if (state) say(state.dataset.said);
}

// The whole page is observed: Gradio may draw the conversation later than this script runs, and draw it anew.
new MutationObserver(tend).observe(document.body, { subtree: true, childList: true });

function act(button) {
  const number = Number(button.dataset.number);
  switch (button.dataset.do) {
    case "selected": trigger("selected", { number }); break;
    case "edited": trigger("edited", { number, searched: button.dataset.searched === "1" }); break;
    case "again": trigger("again", {}); break;
    case "unrevised": trigger("unrevised", {}); break;
  }
}

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const button = target?.closest("#ws-chat .ws-acts button, .ws-told button");
  if (button) {
    act(button);
    return;
  }
  // A click on an answer itself shows its sources; not one on a link in it, nor one that ends a selection.
  const row = target?.closest("#ws-chat .bot-row");
  if (!row || target.closest("a, button, summary, input") || String(window.getSelection()) !== "") return;
  const bar = row.querySelector(':scope > .ws-acts [data-do="selected"][aria-pressed="false"]');
  if (bar) act(bar);
});

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === "Escape" && waiting() && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    document.querySelector("#ws-halt")?.click();
    return;
  }
  // From one citation of an answer to the next; Enter opens it, as it does any link.
  const link = target?.closest('#ws-chat a[href^="#quote/"]');
  const step = STEPS[event.key];
  if (!link || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const all = [...link.closest('[data-testid="bot"]').querySelectorAll('a[href^="#quote/"]')];
  all.at((all.indexOf(link) + step) % all.length).focus();
});
