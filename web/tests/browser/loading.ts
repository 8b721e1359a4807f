// From a dropped file to the page that follows its load.

import type { Page } from 'playwright-core';

import { COLUMNS } from './sample';

/** Drops the file on the upload page and ends on "what we understood". */
export async function drop(page: Page, file: string): Promise<void> {
  await page.goto('/admin/datasets/new');
  await page.setInputFiles('input[type="file"][name="file"]', file);
  // With scripts, dropping may send by itself; else the button does.
  if (!/\/admin\/uploads\/[^/]+$/.test(new URL(page.url()).pathname)) {
    const form = page.locator('form').filter({ has: page.locator('input[name="file"]') });
    await form.locator('button[type="submit"], button:not([type])').last().click();
  }
  await page.waitForURL(/\/admin\/uploads\/[^/]+$/);
}

/** Leaves a column aside, before anything is stored. */
export async function leaveOut(page: Page, column: (typeof COLUMNS)[number]): Promise<void> {
  const box = page.locator(`input[type="checkbox"][name="columns.${COLUMNS.indexOf(column)}.keep"]`);
  await box.setChecked(false);
}

/** Names the dataset, loads it, and waits for the page that the load leads to. */
export async function load(page: Page, title: string, dataset: string): Promise<void> {
  await page.fill('input[name="title"]', title);
  await page.fill('input[name="slug"]', dataset);
  await page.click('button[name="action"][value="load"]');
  // A short load may be over, and its page have led on, before anybody looks.
  await page.waitForURL(/\/admin\/(jobs\/[^/]+|datasets\/[^/]+\/[a-z]+)$/);
  await page
    .locator(`main a[href*="/admin/datasets/${dataset}/"]`)
    .first()
    .or(page.locator('textarea[name="description"]'))
    .first()
    .waitFor({ state: 'visible', timeout: 60_000 });
}
