// Runs once. Copies what is shown, fetches files from the program, makes links to questions and takes them up.
const requests = new Map();
let latest = 0;
let fading;

function tell(words) {
  const told = element.querySelector(".ws-reply");
  if (!told) return;
  clearTimeout(fading);
  told.textContent = words;
  fading = setTimeout(() => { told.textContent = ""; }, 6000);
}

// The old way, for pages that are served without encryption to other machines: browsers give them no clipboard.
function copyBySelection(text) {
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.className = "ws-offstage";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus?.({ preventScroll: true });
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    return copyBySelection(text);
  }
}

// Some browsers let a page write to the clipboard only while a click is handled, and what is fetched comes later.
async function copyLater(fetched) {
  try {
    const blob = fetched.then((parcel) => new Blob([parcel.text], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch (error) {
    return copy((await fetched).text);
  }
}

// One after the other: of two answers of the program that come together, Gradio may show the page only the last.
const PATIENCE = 10000;
let before = Promise.resolve();

function fetchParcel(what, form) {
  const fetched = before.then(() => new Promise((resolve, reject) => {
    latest += 1;
    requests.set(latest, { resolve, reject });
    trigger("taken", { number: latest, what, form });
  }));
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  before = Promise.race([fetched.catch(() => {}), late]);
  return fetched;
}

document.addEventListener("ws-parcel", ({ detail }) => {
  const number = Number(detail.number);
  for (const [waiting, { resolve, reject }] of requests) {
    if (number !== waiting && number !== -1) continue;
    requests.delete(waiting);
    if (detail.problem) reject(new Error(detail.problem));
    else resolve(detail);
  }
});

function save(parcel) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([parcel.text], { type: `${parcel.kind};charset=utf-8` }));
  link.download = parcel.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const COPIED = { true: "Copied.", false: "The browser does not allow copying; export a file instead." };

async function take(button) {
  const { take: how, what, form } = button.dataset;
  const menu = button.closest("details");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  try {
    if (how === "copy" && what === "answer") {
      tell(COPIED[await copy(element.querySelector(".ws-taken").textContent)]);
    } else if (how === "copy") {
      tell(COPIED[await copyLater(fetchParcel(what, form))]);
    } else {
      const parcel = await fetchParcel(what, form);
      save(parcel);
      tell(`Saved as ${parcel.name}`);
    }
  } catch (error) {
    tell(error.message);
  }
}

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.take) {
    take(button);
  } else if (button?.dataset.link) {
    const { origin, pathname, search } = location;
    const done = await copy(`${origin}${pathname}${search}#ask=${encodeURIComponent(button.dataset.link)}`);
    tell(done ? "Link copied. It fills the question’s box; it asks nothing by itself." : COPIED[false]);
  }
});

// The menu closes as menus do: by Escape, and by a click or a step of the keyboard outside of it.
element.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[open]");
  if (!menu) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const menu = element.querySelector("details[open]");
    if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}

// A link to a question fills the box and no more: whoever follows a link should see what it asks before it is asked.
const MOST = 2000;

function linked() {
  const found = /^#ask=(.*)$/s.exec(location.hash);
  if (!found) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  let text;
  try {
    text = decodeURIComponent(found[1]);
  } catch (error) {
    return { problem: "The link to a question is broken." };
  }
  // Line breaks, controls and marks that turn the writing around would show another question than is asked.
  text = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu, " ").trim();
  if (!text) return null;
  return text.length > MOST ? { problem: "The question in the link is too long to be taken over." } : { text };
}

// A note below the box, until somebody types there or asks.
let touched = new AbortController();

function untilTouched(then) {
  const { signal } = touched;
  const gone = (event) => {
    const typed = event.target.matches?.("#ws-question textarea") && (event.type === "input" || event.key === "Enter");
    if (!event.isTrusted || !(typed || (event.type === "click" && event.target.closest?.("#ws-send")))) return;
    touched.abort();
    touched = new AbortController();
  };
  signal.addEventListener("abort", then);
  for (const kind of ["input", "keydown", "click"]) document.addEventListener(kind, gone, { signal, capture: true });
}

function remark(words) {
  document.getElementById("ws-linked")?.remove();
  const told = document.createElement("p");
  told.id = "ws-linked";
  told.className = "ws-quiet";
  told.setAttribute("role", "status");
  document.getElementById("ws-ask").after(told);
  requestAnimationFrame(() => { told.textContent = words; });
  untilTouched(() => told.remove());
}

// While Gradio is still putting the page together, it may write its own, empty, value over this one.
function fill(text) {
  const write = () => {
    const box = document.querySelector("#ws-question textarea");
    if (!box || box.value === text) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  write();
  const again = setInterval(write, 100);
  const stop = () => clearInterval(again);
  untilTouched(stop);
  setTimeout(stop, 10000);
}

function takeUp() {
  const box = document.querySelector("#ws-question textarea");
  if (!box) return false;
  const link = linked();
  if (link?.problem) {
    remark(link.problem);
  } else if (link && !box.value.trim()) {
    fill(link.text);
    box.focus();
    remark("This question came with a link. Press Enter to ask it, or change it first.");
  } else if (link) {
    remark("A link brought another question; what you had begun to write was left as it was.");
  }
  return true;
}

if (!takeUp()) {
  const watcher = new MutationObserver(() => { if (takeUp()) watcher.disconnect(); });
  watcher.observe(document.body, { subtree: true, childList: true });
}
addEventListener("hashchange", takeUp);
