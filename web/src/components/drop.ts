/** Lets a file be dropped anywhere on its frame, and says which one was taken. */
export class DropElement extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    const frame = this.firstElementChild;
    const name = this.querySelector<HTMLElement>("[data-part=name]");
    const invite = this.querySelector<HTMLElement>("[data-part=invite]");
    if (!input || !frame || !name) return;
    if (invite) invite.hidden = false;

    const show = (): void => {
      const file = input.files?.[0];
      name.hidden = !file;
      name.textContent = file ? file.name : "";
    };
    input.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) {
      this.addEventListener(kind, (event) => {
        event.preventDefault();
        frame.classList.add("drop-over");
      });
    }
    for (const kind of ["dragleave", "drop"]) {
      this.addEventListener(kind, () => frame.classList.remove("drop-over"));
    }
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      const files = event.dataTransfer?.files;
      if (!files?.length) return;
      input.files = files;
      show();
    });
  }
}
