import { expect, test } from 'vitest';

import { faults } from './accessibility';
import { becomeAdministrator } from './administrator';
import { drop } from './loading';
import { world } from './world';

const shared = world();

/** Three lists, two of which have the same columns. */
const COUNTS = JSON.stringify({
  janvier: [{ rue: 'Prado', passages: 12 }, { rue: 'Breteuil', passages: 7 }],
  fevrier: [{ rue: 'Prado', passages: 9 }],
  mentions: [{ auteur: 'Service voirie' }],
});

test('a file of several tables becomes one table or a series', { timeout: 180_000 }, async () => {
  const { page, complaints } = await shared.open({ viewport: { width: 320, height: 900 } });
  await becomeAdministrator(page, shared.program);
  const storageState = await page.context().storageState();
  const file = await shared.program.write('comptages.json', COUNTS);

  // With scripts, choosing reads the file again by itself.
  await drop(page, file);
  await page.selectOption('select[name="together"]', 'alike');
  await page.locator('input[name="tables"][value="janvier"]').waitFor();
  expect(await page.inputValue('input[name="columns.0.label"]')).toBe('Tableau');
  expect(await faults(page)).toEqual([]);
  expect(complaints).toEqual([]);

  // Without them and with the keyboard alone, a button does.
  const plain = await shared.open({ javaScriptEnabled: false, storageState });
  await drop(plain.page, file);
  await plain.page.focus('main details.more:has(input[name="each"]) > summary');
  await plain.page.keyboard.press('Enter');
  await plain.page.focus('input[name="each"][value="mentions"]');
  await plain.page.keyboard.press('Space');
  await plain.page.fill('input[name="title"]', 'Comptages');
  await plain.page.fill('input[name="slug"]', 'comptages');
  await plain.page.focus('button[name="action"][value="each"]');
  await plain.page.keyboard.press('Enter');
  await plain.page.waitForURL(/\/admin\/$/);

  const january = '/explore/dataset/comptages-janvier/';
  await expect
    .poll(async () => (await page.goto(january), page.locator('#table td').count()), { timeout: 60_000 })
    .toBeGreaterThan(0);
  expect(await page.locator('#series a').allInnerTexts()).toEqual(['Comptages – fevrier']);
  expect(await faults(page)).toEqual([]);
  const missing = await page.goto('/explore/dataset/comptages-mentions/');
  expect(missing?.status(), 'what was unticked was not loaded').toBe(404);
});
