/**
 * Reads the file again as soon as another encoding, separator, sheet or header row is chosen, and
 * greys a column that is left out.
 */
export class UnderstandingElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", (event) => {
      const target = event.target;
      if (target instanceof HTMLSelectElement && target.dataset["refresh"] !== undefined) {
        const button = this.querySelector<HTMLButtonElement>("button[value=refresh]");
        target.form?.requestSubmit(button);
      }
      if (target instanceof HTMLInputElement && target.name.endsWith(".keep")) {
        target.closest("fieldset")?.classList.toggle("understood-left", !target.checked);
      }
    });
  }
}
