/** Shows the button of an example and copies the example's text. */
export class CopyElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const text = this.querySelector("pre");
    if (!button || !text || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.#copy(button, text));
  }

  async #copy(button: HTMLButtonElement, text: HTMLElement): Promise<void> {
    const label = button.querySelector("span");
    if (!label) return;
    await navigator.clipboard.writeText(text.textContent ?? "");
    const before = label.textContent;
    label.setAttribute("role", "status");
    label.textContent = this.dataset["copied"] ?? before;
    setTimeout(() => {
      label.textContent = before;
    }, 2000);
  }
}
