import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { publishTrees, world } from './world';

const shared = world(publishTrees);

/** Presses Tab until the focus is on what the selector says. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) {
      return;
    }
  }
  expect.fail(`no Tab leads to ${selector}`);
}

test('the first Tab shows a link that skips to the content', async () => {
  const { page, complaints } = await shared.open();
  await page.goto('/');
  await page.keyboard.press('Tab');
  const link = page.locator('a:focus');
  expect(await link.getAttribute('href')).toMatch(/^#/);
  const box = await link.boundingBox();
  expect(box && box.x >= 0 && box.y >= 0 && box.width > 1 && box.height > 1).toBe(true);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate(() => document.activeElement?.closest('main') !== null);
  expect(inside, 'the next Tab is inside the content').toBe(true);
  expect(complaints).toEqual([]);
});

test('a dataset is searched and opened by the keyboard alone', async () => {
  const { page, complaints } = await shared.open();
  await page.goto('/');
  await tabTo(page, 'input[name="q"]');
  await page.keyboard.type('arbres');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/explore\/\?(.*&)?q=arbres/);

  await tabTo(page, 'main a[href*="/explore/dataset/arbres/"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/explore\/dataset\/arbres\//);
  expect(await page.locator('h1').innerText()).toContain('Arbres de la ville');
  expect(complaints).toEqual([]);
});

test('whatever has the focus shows it', async () => {
  const { page } = await shared.open();
  await page.goto('/explore/dataset/arbres/');
  const seen = new Set<string>();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) {
        return null;
      }
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return { name: element.outerHTML.slice(0, 120), shown: outlined || style.boxShadow !== 'none' };
    });
    if (focus === null) {
      break;
    }
    seen.add(focus.name);
    expect.soft(focus.shown, focus.name).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(5);
});
