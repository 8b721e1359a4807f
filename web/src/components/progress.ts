/** What `/admin/jobs/{id}/progress.json` answers. */
export interface Progress {
  done: number;
  total: number | null;
  records: number;
  /** The state by its code; the element holds its words in `data-{code}`. */
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  /** Where to go once the load is over; null while it runs. */
  redirect: string | null;
}

/** Milliseconds between two questions. */
export const PAUSE_MS = 1000;

/** Longest pause after questions that got no answer, in milliseconds. */
const LONGEST_PAUSE_MS = 15_000;

/** Shows how far a load has come, and goes on when it is over. */
export class ProgressElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = PAUSE_MS;

  connectedCallback(): void {
    if (this.dataset["over"] === undefined && this.dataset["src"]) this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => void this.#ask(), this.#pause);
  }

  async #ask(): Promise<void> {
    try {
      const answer = await fetch(this.dataset["src"] ?? "", {
        headers: { accept: "application/json" },
        credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const progress = (await answer.json()) as Progress;
      this.#pause = PAUSE_MS;
      this.show(progress);
      if (progress.redirect) {
        this.follow(progress.redirect);
        return;
      }
    } catch {
      // The server may be restarting: asked again, less and less often.
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    }
    if (this.isConnected) this.#later();
  }

  /** Goes to the page that tells how it ended: this one again, or another. */
  protected follow(address: string): void {
    const target = new URL(address, location.href);
    if (target.origin !== location.origin) return;
    if (target.pathname === location.pathname) location.reload();
    else location.assign(target);
  }

  /** Writes an answer into the page. */
  show(progress: Progress): void {
    const bar = this.querySelector<HTMLProgressElement>("[data-part=bar]");
    if (bar && progress.total) {
      bar.max = progress.total;
      bar.value = Math.min(progress.done, progress.total);
    } else {
      bar?.removeAttribute("value");
    }
    const records = this.querySelector("[data-part=records]");
    if (records) {
      const language = this.dataset["language"] ?? "fr";
      records.textContent = new Intl.NumberFormat(language).format(progress.records);
    }
    // Written only when it changes: it is read aloud.
    const state = this.querySelector("[data-part=state]");
    const words = this.dataset[progress.state] ?? "";
    if (state && words && state.textContent !== words) state.textContent = words;
  }
}
