import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { faults } from './accessibility';
import { becomeAdministrator, signIn } from './administrator';
import { drop, load } from './loading';
import { world } from './world';

const shared = world();

const CSV = "Commune;Nom de l'élu;Prénom de l'élu\nBrest;KERVELLA;Jean\nArles;MARTIN;Léa\n";

/** The answers that the page asks for, in the order of the columns. */
function answers(page: Page) {
  return page.locator('main input[name^="public_because."]');
}

test.each([
  { javaScriptEnabled: true, told: 'with scripts', dataset: 'elus' },
  { javaScriptEnabled: false, told: 'without scripts', dataset: 'elus-bis' },
])('columns of persons ask before they are public $told', { timeout: 180_000 }, async (how) => {
  const { javaScriptEnabled, dataset } = how;
  const { page, complaints } = await shared.open({ javaScriptEnabled });
  const visitor = await shared.open();
  if (javaScriptEnabled) {
    await becomeAdministrator(page, shared.program);
  } else {
    await page.goto('/sign-in');
    await signIn(page);
  }
  await drop(page, await shared.program.write(`${dataset}.csv`, CSV));
  const marks = page.locator('.doubt', { hasText: 'désigne des personnes' });
  expect(await marks.count()).toBe(2);
  await load(page, `Les ${dataset}`, dataset);

  await page.goto(`/admin/datasets/${dataset}/publish`);
  expect(await answers(page).count()).toBe(2);
  if (javaScriptEnabled) {
    expect(await faults(page)).toEqual([]);
  }
  await answers(page).first().fill('Mandat public');
  await page.keyboard.press('Enter');
  expect(await page.locator('main input:invalid').count(), 'the other one is asked for').toBe(1);
  const hidden = await visitor.page.goto(`/explore/dataset/${dataset}/`);
  expect(hidden?.status(), 'one answer is missing').toBe(404);

  await answers(page).last().fill('Mandat public');
  // The first button publishes, as Enter does; the next one leaves columns out.
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(`**/explore/dataset/${dataset}/`);
  const shown = await visitor.page.goto(`/explore/dataset/${dataset}/`);
  expect(shown?.status()).toBe(200);
  expect(await visitor.page.locator('main').innerText()).toContain('KERVELLA');

  await page.goto(`/admin/datasets/${dataset}/publish`);
  expect(await answers(page).first().inputValue()).toBe('Mandat public');
  expect(complaints).toEqual([]);
});
