// Every page in its states, as the snapshots of fanal-views hold them: also those that a test on the
// program would have to go far for.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { faults } from './accessibility';
import { launch, open } from './browser';

const ROOT = join(import.meta.dirname, '../../..');
const SNAPSHOTS = join(ROOT, 'crates/fanal-views/src/snapshots');
const ASSETS = join(ROOT, 'web/dist/assets');

/** Nobody is there: all is answered from files. */
const SERVER = 'http://pages.example';

const LOOKS = [
  { colorScheme: 'light', width: 320 },
  { colorScheme: 'dark', width: 768 },
] as const;

/** What a load says of itself while it runs: its page stays where it is. */
const RUNNING = { done: 50, total: 100, records: 120, state: 'running', redirect: null };

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
});

/** The French pages, by their names. */
async function samples(): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const file of await readdir(SNAPSHOTS)) {
    const name = /__fr-(.+)\.snap$/.exec(file)?.[1];
    if (name !== undefined) {
      const text = await readFile(join(SNAPSHOTS, file), 'utf8');
      pages.set(name, text.slice(text.indexOf('\n---\n') + 5));
    }
  }
  return pages;
}

/** The files that pages ask for: snapshots name them without the fingerprints of their contents. */
async function assets(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const file of await readdir(ASSETS)) {
    files.set(file, join(ASSETS, file));
    files.set(file.replace(/\.[0-9a-f]{8}\./, '.'), join(ASSETS, file));
  }
  return files;
}

/** Answers a page's requests from files. */
async function serve(page: Page, pages: Map<string, string>): Promise<void> {
  const files = await assets();
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    const [html, file] = [pages.get(name), files.get(name)];
    if (name === 'progress.json') {
      await route.fulfill({ json: RUNNING });
    } else if (pathname.startsWith('/-/assets/') && file !== undefined) {
      await route.fulfill({ path: file });
    } else if (html !== undefined) {
      await route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
    } else {
      await route.fulfill({ status: 404, body: '' });
    }
  });
}

test('no page has a fault in any of its states', { timeout: 180_000 }, async () => {
  const pages = await samples();
  expect(pages.size).toBeGreaterThan(30);
  const found: Record<string, string[]> = {};
  for (const { colorScheme, width } of LOOKS) {
    const viewport = { width, height: 900 };
    const { page, complaints } = await open(browser, SERVER, {
      colorScheme,
      viewport,
      reducedMotion: 'reduce',
    });
    await serve(page, pages);
    for (const name of pages.keys()) {
      await page.goto(`/${name}`);
      const all = [...(await faults(page)), ...complaints.splice(0)];
      if (all.length > 0) {
        found[`${name} in ${colorScheme} at ${width} px`] = all;
      }
    }
    await page.context().close();
  }
  expect(found).toEqual({});
});
