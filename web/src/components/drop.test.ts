import { expect, test } from "vitest";
import { DropElement } from "./drop.ts";

customElements.define("fanal-drop", DropElement);

test("the file that was taken is named", () => {
  document.body.innerHTML = `<fanal-drop><div><input type="file">
    <p data-part="name" hidden></p><p data-part="invite" hidden></p></div></fanal-drop>`;
  const input = document.querySelector("input");
  if (!input) throw new Error("no field");
  Object.defineProperty(input, "files", { value: [new File(["a"], "arbres.csv")] });
  input.dispatchEvent(new Event("change"));
  const name = document.querySelector<HTMLElement>("[data-part=name]");
  expect(name?.hidden).toBe(false);
  expect(name?.textContent).toBe("arbres.csv");
  expect(document.querySelector<HTMLElement>("[data-part=invite]")?.hidden).toBe(false);
});
