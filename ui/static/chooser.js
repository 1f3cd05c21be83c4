// Runs once. Reads the file that is chosen or dropped and hands it over; nothing is stored on the server's disk.
const input = element.querySelector("input[type=file]");
const area = element.querySelector(".ws-chooser");

function read(file) {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => resolve("unread");
    reader.readAsDataURL(file);
  });
}

async function choose(file) {
  if (!file) return;
  const small = file.size <= Number(input.dataset.most);
  // An empty file has nothing to read: some browsers give "data:" for it.
  trigger("chosen", { name: file.name, content: !small ? null : file.size ? await read(file) : "" });
}

input.addEventListener("change", async () => {
  const file = input.files[0];
  await choose(file);
  input.value = ""; // so that the same file can be chosen again once it is mended
});

function hover(over) {
  area.classList.toggle("ws-over", over);
}

area.addEventListener("dragover", (event) => { event.preventDefault(); hover(true); });
area.addEventListener("dragleave", () => hover(false));
area.addEventListener("drop", (event) => {
  event.preventDefault();
  hover(false);
  choose(event.dataTransfer.files[0]);
});
