import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { ROWS } from './sample';
import { publishTrees, world } from './world';

const shared = world(publishTrees);

/** The names of the trees on the page, in the order of the table. */
async function names(page: Page): Promise<string[]> {
  const cells = await page.locator('main table td').allInnerTexts();
  return cells.map((cell) => cell.trim()).filter((cell) => cell.startsWith('Platane '));
}

test('the table pages and sorts by links', async () => {
  const { page } = await shared.open({ javaScriptEnabled: false });
  await page.goto('/explore/dataset/arbres/');
  const first = await names(page);
  expect(first[0], 'the order of the file').toBe(`Platane ${ROWS}`);
  expect(await page.locator('main').innerText(), 'zeros in front are kept').toContain('01004');

  await page.locator('main a[href*="page=2"]').first().click();
  await page.waitForURL(/[?&]page=2\b/);
  const second = await names(page);
  expect(second.length).toBeGreaterThan(0);
  expect(first).not.toContain(second[0]);

  await page.goto('/explore/dataset/arbres/');
  await page.locator('main th a[href*="sort=nom"]').first().click();
  await page.waitForURL(/[?&]sort=nom\b/);
  expect((await names(page))[0]).toBe('Platane 001');

  await page.locator('main th a[href*="sort=-nom"]').first().click();
  await page.waitForURL(/[?&]sort=-nom\b/);
  expect((await names(page))[0]).toBe(`Platane ${ROWS}`);
});

test('a search finds, and says so when it does not', async () => {
  const { page } = await shared.open({ javaScriptEnabled: false });
  await page.goto('/');
  await page.locator('input[name="q"]').first().fill('arbres');
  await page.locator('input[name="q"]').first().press('Enter');
  await page.waitForURL(/\/explore\/\?(.*&)?q=arbres/);
  expect(await page.locator('main a[href*="/explore/dataset/arbres/"]').count()).toBeGreaterThan(0);

  await page.goto('/explore/?q=introuvable');
  expect(await page.locator('main a[href*="/explore/dataset/"]').count()).toBe(0);
});

test('the table downloads for a spreadsheet first', async () => {
  const { page } = await shared.open({ javaScriptEnabled: false });
  await page.goto('/explore/dataset/arbres/');
  const links = page.locator('main a[href*="/exports/"]');
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(addresses[0]).toContain('/exports/xlsx');
  for (const address of addresses) {
    const answer = await page.request.get(address ?? '');
    expect.soft(answer.status(), address ?? '').toBe(200);
    expect.soft((await answer.body()).length, address ?? '').toBeGreaterThan(0);
  }
});
