import { expect, test } from 'vitest';

import { send, signIn, welcome } from './administrator';
import { drop, leaveOut, load } from './loading';
import { csv, ROWS } from './sample';
import { world } from './world';

const shared = world();

const PUBLIC = '/explore/dataset/platanes/';
const RECORDS = '/api/explore/v2.1/catalog/datasets/platanes/records?limit=1';

// Somebody's first quarter of an hour, with scripts and without: the pages are the same.
test.each([
  { javaScriptEnabled: true, told: 'with scripts', first: true },
  { javaScriptEnabled: false, told: 'without scripts', first: false },
])('a file becomes a public dataset $told', { timeout: 180_000 }, async (how) => {
  const dataset = how.first ? 'platanes' : 'platanes-bis';
  const { javaScriptEnabled } = how;
  const { page, complaints } = await shared.open({ javaScriptEnabled });
  const visitor = await shared.open();

  if (how.first) {
    await welcome(page, shared.program);
    await page.context().clearCookies();
    const again = await visitor.page.goto(shared.program.welcome);
    expect(again?.status(), 'the link works once').toBeGreaterThanOrEqual(400);
  }

  await page.goto('/admin/datasets/new');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await signIn(page);
  expect(new URL(page.url()).pathname, 'back to where they were going').toBe('/admin/datasets/new');

  await drop(page, await shared.program.write(`${dataset}.csv`, csv()));
  await expectText(page.locator('main').innerText(), ['code_insee', '01004', 'courriel']);
  await leaveOut(page, 'courriel');
  await load(page, `Les ${dataset}`, dataset);

  const hidden = await visitor.page.goto(PUBLIC.replace('platanes', dataset));
  expect(hidden?.status(), 'a draft answers like a missing dataset').toBe(404);

  await page.goto(`/admin/datasets/${dataset}/edit`);
  await page.fill('textarea[name="description"]', 'Les platanes de la ville, relevés en novembre.');
  // The first choice is "none".
  await page.selectOption('select[name="licence"]', { index: 1 });
  await send(page, 'textarea[name="description"]');

  await page.goto(`/admin/datasets/${dataset}/publish`);
  const main = await page.locator('main').innerText();
  expect(main).toContain(dataset);
  expect(main.replace(/\s/g, '')).toContain(String(ROWS));
  expect(main, 'what was left out is nowhere').not.toContain('example.org');
  await send(page, 'input[name="csrf"]');

  const shown = await visitor.page.goto(PUBLIC.replace('platanes', dataset));
  expect(shown?.status()).toBe(200);
  const text = await visitor.page.locator('main').innerText();
  expect(text).toContain(`Les ${dataset}`);
  expect(text).toContain('Les platanes de la ville');
  expect(text).not.toContain('courriel');

  const answer = await visitor.page.request.get(RECORDS.replace('platanes', dataset));
  const records = (await answer.json()) as { total_count: number; results: object[] };
  expect(records.total_count).toBe(ROWS);
  expect(records.results[0]).toEqual({
    code_insee: '01004',
    nom: `Platane ${ROWS}`,
    quartier: 'Vieux-Port',
    plante_le: '2025-11-01',
    hauteur: 3.5,
  });
  expect(complaints).toEqual([]);
});

async function expectText(text: Promise<string>, expected: readonly string[]): Promise<void> {
  const found = await text;
  for (const each of expected) {
    expect(found).toContain(each);
  }
}
