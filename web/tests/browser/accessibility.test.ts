import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';

import { faults } from './accessibility';
import { becomeAdministrator } from './administrator';
import { drop, load } from './loading';
import { csv } from './sample';
import { publishTrees, world } from './world';

const THEMES = ['light', 'dark'] as const;
const WIDTHS_PX = [320, 768, 1440] as const;

const shared = world(async (program) => {
  // Two versions: the first one has an address of its own.
  await publishTrees(program);
  await publishTrees(program);
});

type Visitor = Pick<BrowserContextOptions, 'storageState'>;

/** What a load says of itself while it runs: its page stays where it is. */
const RUNNING = { done: 50, total: 100, records: 120, state: 'running', redirect: null };

/** Looks at each page in both themes at each width; all faults are told together. */
async function check(addresses: readonly string[], visitor: Visitor = {}): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const colorScheme of THEMES) {
    for (const width of WIDTHS_PX) {
      const { page, complaints } = await shared.open({
        colorScheme,
        viewport: { width, height: 900 },
        // Colours are judged where they come to rest, not on their way.
        reducedMotion: 'reduce',
        ...visitor,
      });
      await page.route('**/progress.json', (route) => route.fulfill({ json: RUNNING }));
      for (const address of addresses) {
        await page.goto(address);
        const all = [...(await faults(page)), ...complaints.splice(0)];
        if (all.length > 0) {
          found[`${address} in ${colorScheme} at ${width} px`] = all;
        }
      }
      await page.context().close();
    }
  }
  expect(found).toEqual({});
}

test('public pages have no fault', { timeout: 180_000 }, async () => {
  await check([
    '/',
    '/explore/',
    '/explore/?q=arbres&sort=modified',
    '/explore/?q=introuvable',
    '/explore/dataset/arbres/',
    '/explore/dataset/arbres/?page=2&sort=-nom',
    '/explore/dataset/arbres/?version=1',
    '/explore/dataset/aucun-jeu/',
    '/sign-in',
    new URL(shared.program.welcome).pathname,
    '/-/components',
  ]);
});

test('pages of the administration have no fault', { timeout: 240_000 }, async () => {
  const { page, complaints } = await shared.open();
  await becomeAdministrator(page, shared.program);
  const file = await shared.program.write('arbres-des-ecoles.csv', csv());

  await drop(page, file);
  const upload = new URL(page.url()).pathname;
  const storageState = await page.context().storageState();
  await check(['/admin/', '/admin/datasets/new', upload], { storageState });

  let job = '';
  page.on('framenavigated', (frame) => {
    const { pathname } = new URL(frame.url());
    job = pathname.startsWith('/admin/jobs/') ? pathname : job;
  });
  await load(page, 'Arbres des écoles', 'arbres-des-ecoles');
  const dataset = '/admin/datasets/arbres-des-ecoles';
  await check(['/admin/', `${dataset}/edit`, `${dataset}/publish`], { storageState });
  expect(complaints).toEqual([]);

  expect(job).not.toBe('');
  await check([job], { storageState });

  // A file that is no table, and what goes with a dataset.
  await drop(page, await shared.program.write('notice.pdf', '%PDF-1.4\n%%EOF\n'));
  const notice = new URL(page.url()).pathname;
  await check([notice], { storageState });
  await page.selectOption('select[name="dataset"]', 'arbres-des-ecoles');
  await page.click(`form[action="${notice}/attach"] button`);
  await page.waitForURL(`**${dataset}/attachments`);
  const attachments = [`${dataset}/attachments`, `${dataset}/attachments/notice_pdf/remove`];
  await check([...attachments, '/explore/dataset/arbres-des-ecoles/'], { storageState });
});
