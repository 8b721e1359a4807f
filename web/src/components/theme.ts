type Theme = "light" | "dark";

/** A year, in seconds. */
const YEAR_S = 31_536_000;

/** The button that changes the look; the choice is kept in the cookie `theme`. */
export class ThemeElement extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    this.#name(button);
    button.addEventListener("click", () => {
      const theme: Theme = this.#shown() === "dark" ? "light" : "dark";
      document.documentElement.dataset["theme"] = theme;
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `theme=${theme}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
      this.#name(button);
    });
  }

  #shown(): Theme {
    const chosen = document.documentElement.dataset["theme"];
    if (chosen === "light" || chosen === "dark") return chosen;
    return window.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  #name(button: HTMLButtonElement): void {
    const label = button.querySelector("span");
    const other = this.#shown() === "dark" ? this.dataset["toLight"] : this.dataset["toDark"];
    if (label) label.textContent = other ?? "";
    button.title = other ?? "";
    button.dataset["shown"] = this.#shown();
  }
}
