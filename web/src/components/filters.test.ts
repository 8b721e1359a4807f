import { beforeEach, expect, test } from "vitest";
import { FiltersElement } from "./filters.ts";

customElements.define("fanal-filters", FiltersElement);

let filter: HTMLDetailsElement;

beforeEach(() => {
  document.body.innerHTML = `<button>Ailleurs</button><fanal-filters>
    <details open><summary tabindex="0">Essence</summary><a href="#x">Chêne</a></details>
    </fanal-filters>`;
  filter = document.querySelector("details") as HTMLDetailsElement;
});

test("Escape closes the filter and goes back to its name", () => {
  const link = document.querySelector("a");
  link?.focus();
  link?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(filter.open).toBe(false);
  expect(document.activeElement).toBe(filter.querySelector("summary"));
});

test("a filter stays open while it is used, and closes when something else is", () => {
  document.querySelector("a")?.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  document.querySelector("a")?.focus();
  expect(filter.open).toBe(true);
  document.querySelector("button")?.focus();
  expect(filter.open).toBe(false);
});

test("a filter that was opened closes when the page is pressed elsewhere", () => {
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  expect(filter.open).toBe(false);
});
