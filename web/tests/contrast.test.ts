// @vitest-environment node
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const css = readFileSync(
  fileURLToPath(new URL("../src/styles/tokens.css", import.meta.url)),
  "utf8",
);

/** The colour of a token in one look. */
function colour(token: string, look: "light" | "dark"): string {
  const value = new RegExp(`--${token}:\\s*([^;]+);`).exec(css)?.[1]?.trim();
  if (!value) throw new Error(`no --${token}`);
  const pair = /light-dark\((#\w+),\s*(#\w+)\)/.exec(value);
  return (look === "light" ? pair?.[1] : pair?.[2]) ?? value;
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const texts: [string, string[]][] = [
  ["ink", ["page", "surface", "sunken", "raised", "accent-soft", "done-soft", "failed-soft"]],
  ["muted", ["page", "surface", "sunken", "raised"]],
  ["link", ["page", "surface", "sunken", "accent-soft"]],
  ["link-hover", ["page", "surface", "sunken"]],
  ["accent-ink", ["accent", "accent-hover"]],
  ["accent-text", ["page", "surface", "sunken", "accent-soft"]],
  ["done", ["done-soft", "surface", "page"]],
  ["failed", ["failed-soft", "surface", "page"]],
  ["danger-ink", ["failed"]],
  ["night-ink", ["night"]],
  ["night-muted", ["night"]],
  ["page", ["ink", "link"]],
];

const edges: [string, string[]][] = [
  ["line-strong", ["page", "surface", "raised"]],
  ["focus", ["page", "surface", "sunken"]],
];

describe.each(["light", "dark"] as const)("in the %s look", (look) => {
  const pairs = (all: [string, string[]][]) =>
    all.flatMap(([front, backs]) => backs.map((back) => [front, back] as const));

  test.each(pairs(texts))("text %s on %s reaches 4.5", (front, back) => {
    expect(contrast(colour(front, look), colour(back, look))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(edges))("edge %s on %s reaches 3", (front, back) => {
    expect(contrast(colour(front, look), colour(back, look))).toBeGreaterThanOrEqual(3);
  });
});
