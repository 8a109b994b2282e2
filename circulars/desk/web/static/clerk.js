// What the clerk's pages add where scripts run: files pasted, pages photographed one by one. Every page works without it.
"use strict";
(() => {
  const files = document.querySelector("form[data-send] input[type=file]");
  if (files) {
    for (const kind of ["dragenter", "dragover"]) files.addEventListener(kind, () => files.classList.add("over"));
    for (const kind of ["dragleave", "drop"]) files.addEventListener(kind, () => files.classList.remove("over"));
    document.addEventListener("paste", (event) => {
      if (!event.clipboardData || !event.clipboardData.files.length) return;
      event.preventDefault();
      add(files, event.clipboardData.files);
    });
  }
  const photos = document.querySelector("form[data-photos] #photos");
  const camera = document.querySelector("form[data-photos] #camera");
  const shots = document.querySelector("#shots");
  if (photos && camera && shots) {
    camera.addEventListener("change", () => { add(photos, camera.files); camera.value = ""; });
    photos.addEventListener("change", draw);
  }
  function add(input, more) {
    const all = new DataTransfer();
    for (const one of [...input.files, ...more]) all.items.add(one);
    input.files = all.files;
    input.dispatchEvent(new Event("change"));
  }
  function draw() {
    shots.replaceChildren(...[...photos.files].map((one, place) => {
      const item = document.createElement("li");
      if (one.type.startsWith("image/")) {
        const picture = document.createElement("img");
        picture.alt = `หน้า ${place + 1}`;
        picture.src = URL.createObjectURL(one);
        item.append(picture);
      } else item.append(one.name);
      return item;
    }));
  }
})();
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
