/** Closes an open filter with Escape, or when something else is used. Filters open without it. */
export class FiltersElement extends HTMLElement {
  #stop: AbortController | undefined;

  connectedCallback(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.addEventListener("keydown", (event) => this.#leave(event), { signal });
    document.addEventListener("pointerdown", (event) => this.#closeOthers(event.target), { signal });
    document.addEventListener("focusin", (event) => this.#closeOthers(event.target), { signal });
  }

  disconnectedCallback(): void {
    this.#stop?.abort();
  }

  #leave(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    for (const filter of this.#open()) {
      filter.open = false;
      filter.querySelector("summary")?.focus();
    }
  }

  #closeOthers(target: EventTarget | null): void {
    for (const filter of this.#open()) {
      if (!(target instanceof Node && filter.contains(target))) filter.open = false;
    }
  }

  #open(): NodeListOf<HTMLDetailsElement> {
    return this.querySelectorAll<HTMLDetailsElement>("details[open]");
  }
}
