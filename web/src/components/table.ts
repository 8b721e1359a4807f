/** Marks on which sides a table goes on beyond its frame, so that shadows show it. */
export class TableElement extends HTMLElement {
  #observer: ResizeObserver | undefined;

  connectedCallback(): void {
    const frame = this.querySelector<HTMLElement>(".table-frame");
    if (!frame) return;
    const mark = (): void => {
      const rest = frame.scrollWidth - frame.clientWidth - frame.scrollLeft;
      this.classList.toggle("more-left", frame.scrollLeft > 1);
      this.classList.toggle("more-right", rest > 1);
    };
    frame.addEventListener("scroll", mark, { passive: true });
    if (typeof ResizeObserver !== "undefined") {
      this.#observer = new ResizeObserver(mark);
      this.#observer.observe(frame);
    }
    mark();
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }
}
