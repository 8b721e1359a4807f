// A file goes with a dataset: joined, downloaded, renamed and taken away, without JavaScript.

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

import { becomeAdministrator } from './administrator';
import { drop } from './loading';
import { publishTrees, world } from './world';

const shared = world(publishTrees);

const PDF = '%PDF-1.4\nLes hauteurs sont en metres.\n%%EOF\n';
const PUBLIC = '/explore/dataset/arbres/';

test('a PDF is joined where it is no table, and downloaded as it is', async () => {
  const { page } = await shared.open({ javaScriptEnabled: false });
  await becomeAdministrator(page, shared.program);
  const file = await shared.program.write('notice.pdf', PDF);
  await drop(page, file);
  await page.selectOption('select[name="dataset"]', 'arbres');
  await page.fill('input[name="title"]', 'Notice du relevé');
  await page.getByRole('button', { name: 'Joindre au jeu de données' }).click();
  await page.waitForURL('**/admin/datasets/arbres/attachments');

  const { page: reader } = await shared.open({ javaScriptEnabled: false });
  await reader.goto(PUBLIC);
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    reader.getByRole('link', { name: 'Notice du relevé' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('notice.pdf');
  expect(await readFile(await download.path(), 'utf8')).toBe(PDF);

  await page.setInputFiles('input[name="file"]', file);
  await page.getByRole('button', { name: 'Joindre un fichier' }).click();
  await page.getByRole('link', { name: 'notice.pdf', exact: true }).waitFor();
  await page.getByText('Changer le titre – notice.pdf').click();
  await page.fill('input[name="title.notice_pdf_2"]', 'Plan des allées');
  await page.getByRole('button', { name: 'Enregistrer – notice.pdf' }).click();
  await page.getByRole('link', { name: 'Plan des allées', exact: true }).waitFor();

  await page.getByRole('link', { name: 'Retirer – Plan des allées' }).click();
  await page.getByRole('button', { name: 'Effacer le fichier' }).click();
  await page.waitForURL('**/admin/datasets/arbres/attachments');
  await reader.goto(PUBLIC);
  expect(await reader.getByRole('link', { name: 'Plan des allées' }).count()).toBe(0);
  expect(await reader.getByRole('link', { name: 'Notice du relevé' }).count()).toBe(1);
});
