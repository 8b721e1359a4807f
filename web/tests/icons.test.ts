// @vitest-environment node
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { icons, sprite } from "../icons.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

function texts(folder: string): string {
  return readdirSync(folder)
    .map((name) => `${folder}/${name}`)
    .map((path) => (statSync(path).isDirectory() ? texts(path) : readFileSync(path, "utf8")))
    .join("\n");
}

test("every icon that a page names is in the set", () => {
  const pages = texts(here("../../crates/fanal-views/templates"));
  const named = [...pages.matchAll(/layout\.icon\("([^"]+)"\)/g)].map((found) => found[1]);
  expect(named.length).toBeGreaterThan(30);
  for (const name of named) expect(Object.keys(icons)).toContain(name);
});

test("every icon has its drawing, without anything that runs", () => {
  const drawn = sprite((drawing) =>
    readFileSync(here(`../node_modules/lucide-static/icons/${drawing}.svg`), "utf8"),
  );
  for (const name of Object.keys(icons)) {
    expect(drawn).toMatch(new RegExp(`<symbol id="${name}"[^>]*><(path|circle|ellipse|rect|line)`));
  }
  expect(drawn).not.toMatch(/<script|style=|\son\w+=/);
});
