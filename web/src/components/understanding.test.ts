import { expect, test, vi } from "vitest";
import { UnderstandingElement } from "./understanding.ts";

customElements.define("fanal-understanding", UnderstandingElement);

test("choosing another separator reads the file again; unticking a column only greys it", () => {
  document.body.innerHTML = `<fanal-understanding><form>
    <select data-refresh name="separator"><option>;</option><option>,</option></select>
    <fieldset><input type="checkbox" name="columns.0.keep" checked></fieldset>
    <button name="action" value="refresh"></button></form></fanal-understanding>`;
  const form = document.querySelector("form");
  const submit = vi.fn();
  if (form) form.requestSubmit = submit;

  const box = document.querySelector("input");
  box?.click();
  expect(document.querySelector("fieldset")?.className).toBe("understood-left");
  expect(submit).not.toHaveBeenCalled();

  document.querySelector("select")?.dispatchEvent(new Event("change", { bubbles: true }));
  expect(submit).toHaveBeenCalledWith(document.querySelector("button"));
});
