import { expect, test } from "vitest";
import { ThemeElement } from "./theme.ts";

customElements.define("fanal-theme", ThemeElement);

test("the button turns the look round, says what it will do, and the choice is kept", () => {
  document.body.innerHTML = `<fanal-theme data-to-dark="sombre" data-to-light="clair">
    <button hidden><span></span></button></fanal-theme>`;
  const button = document.querySelector("button");
  expect(button?.hidden).toBe(false);
  expect(button?.textContent?.trim()).toBe("sombre");
  button?.click();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(button?.textContent?.trim()).toBe("clair");
  expect(document.cookie).toContain("theme=dark");
  button?.click();
  expect(document.cookie).toContain("theme=light");
});
