// Runs once. Sends the files that are chosen or dropped, part by part and one after another, and tells how far each is.
const area = element.querySelector(".ws-add");
const input = area.querySelector("input[type=file]");
const list = area.querySelector(".ws-uploads");
const told = area.querySelector(".ws-add-told");
const most = Number(area.dataset.most);
const mostFiles = Number(area.dataset.files);
const partBytes = Number(area.dataset.part);
const LOST = "the page’s server did not answer; see that it is running, then add the file again";

const waiting = [];
let working = false;
let arrived = 0;

function make(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text; // names are never read as HTML
  return made;
}

function action(item, label, act) {
  const button = make("button", "ws-act-button", label);
  button.type = "button";
  button.setAttribute("aria-label", `${label}: ${item.file.name}`);
  button.addEventListener("click", () => { act(); });
  return button;
}

function offer(item, ...buttons) {
  const held = item.actions.contains(document.activeElement);
  item.actions.replaceChildren(...buttons);
  if (held && buttons.length) buttons[0].focus();
}

function tell(item, words, kind = "") {
  item.state.textContent = words;
  item.row.className = `ws-upload ${kind}`;
}

function over(item, words, kind) {
  item.bar.hidden = true;
  tell(item, words, kind);
  offer(item);
}

function add(file) {
  const item = { file, how: "ask", dropped: false, token: null };
  item.row = make("li", "ws-upload");
  item.bar = document.createElement("progress");
  item.bar.max = Math.max(file.size, 1);
  item.bar.value = 0;
  item.bar.setAttribute("aria-label", `Sent of ${file.name}`);
  item.state = make("span", "ws-upload-state", "waiting");
  item.actions = make("span", "ws-upload-actions");
  const name = document.createElement("bdi");
  name.className = "ws-file";
  name.textContent = file.name;
  item.row.append(name, item.state, item.bar, item.actions);
  list.append(item.row);
  if (file.size > most) {
    over(item, `too large: ${size(file.size)}, and the limit is ${size(most)}. Split it into smaller files.`, "ws-failed");
    return;
  }
  offer(item, action(item, "Cancel", () => {
    item.dropped = true;
    if (!item.token) over(item, "cancelled", "");
  }));
  waiting.push(item);
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(2).replace(/\.?0+$/, "")} MB`;
}

function coded(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("the browser cannot read it; folders cannot be added here, only files"));
    reader.readAsDataURL(blob);
  });
}

function ask(item, taken) {
  item.bar.hidden = true;
  tell(item, taken.uploaded ? "A file of this name was uploaded before." : "A file of this name is indexed already.", "ws-asked");
  const again = (how) => () => {
    item.how = how;
    item.bar.hidden = false;
    tell(item, "waiting");
    offer(item);
    waiting.push(item);
    work();
  };
  const skip = action(item, "Leave out", () => over(item, "left out", ""));
  const both = action(item, "Keep both", again("both"));
  offer(item, ...(taken.uploaded ? [action(item, "Replace it", again("replace")), both, skip] : [both, skip]));
}

async function send(item) {
  const begun = await server.begin_file({ name: item.file.name, size: item.file.size, how: item.how });
  if (begun.taken) return ask(item, begun);
  if (begun.problem) return over(item, begun.problem, "ws-failed");
  item.token = begun.token;
  tell(item, "0 %");
  for (let offset = 0; offset < item.file.size; offset += partBytes) {
    let part = null;
    try {
      if (!item.dropped) part = await coded(item.file.slice(offset, offset + partBytes));
    } catch (error) {
      await server.drop_file({ token: item.token });
      return over(item, error.message, "ws-failed");
    }
    if (item.dropped) {
      await server.drop_file({ token: item.token });
      return over(item, "cancelled", "");
    }
    const sent = await server.add_part({ token: item.token, offset, part });
    if (sent.problem) return over(item, sent.problem, "ws-failed");
    item.bar.value = sent.received;
    tell(item, `${Math.floor((100 * sent.received) / item.file.size)} %`);
  }
  const ended = await server.end_file({ token: item.token });
  if (ended.taken) return ask(item, ended);
  if (ended.problem) return over(item, ended.problem, "ws-failed");
  arrived += 1;
  return over(item, ended.name === item.file.name ? "uploaded" : `uploaded as ${ended.name}`, "ws-arrived");
}

async function work() {
  if (working) return;
  working = true;
  while (waiting.length) {
    const item = waiting.shift();
    if (item.dropped) continue;
    try {
      await send(item);
    } catch (error) {
      over(item, LOST, "ws-failed");
    }
  }
  working = false;
  if (arrived) {
    trigger("uploaded", { files: arrived });
    arrived = 0;
  }
}

function take(files, folders) {
  told.textContent = "";
  // What is over and done with makes room for what comes now.
  for (const row of list.querySelectorAll(".ws-arrived, .ws-failed")) row.remove();
  if (folders) told.textContent = "Folders cannot be dropped: drop the files that are in them.";
  if (files.length > mostFiles) {
    told.textContent = `${files.length} files are too many: add at most ${mostFiles} at once.`;
    return;
  }
  files.forEach(add);
  work();
}

input.addEventListener("change", () => {
  take([...input.files], 0);
  input.value = ""; // so that the same file can be chosen again once it is mended
});

function hover(on) {
  area.classList.toggle("ws-over", on);
}

area.addEventListener("dragover", (event) => { event.preventDefault(); hover(true); });
area.addEventListener("dragleave", () => hover(false));
area.addEventListener("drop", (event) => {
  event.preventDefault();
  hover(false);
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  const files = items.filter((item) => !item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile());
  take(files.filter(Boolean), items.length - files.length);
});
