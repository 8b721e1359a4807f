// The first person of a new portal.

import type { Page } from 'playwright-core';

import type { Program } from './program';

/** Who these tests sign in as. */
export const ADMINISTRATOR = {
  name: 'Camille Martin',
  email: 'camille.martin@example.org',
  password: 'un phare dans la nuit 2026',
} as const;

/** Makes the account by the one-time link. */
export async function welcome(page: Page, program: Program): Promise<void> {
  await page.goto(program.welcome);
  await page.fill('input[name="name"]', ADMINISTRATOR.name);
  await page.fill('input[name="email"]', ADMINISTRATOR.email);
  await page.fill('input[name="password"]', ADMINISTRATOR.password);
  await send(page, 'input[name="password"]');
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page): Promise<void> {
  await page.fill('input[name="email"]', ADMINISTRATOR.email);
  await page.fill('input[name="password"]', ADMINISTRATOR.password);
  await send(page, 'input[name="password"]');
}

/** Makes the account and ends signed in, whether the link signs in by itself or not. */
export async function becomeAdministrator(page: Page, program: Program): Promise<void> {
  await welcome(page, program);
  await page.goto('/admin/');
  if (new URL(page.url()).pathname === '/sign-in') {
    await signIn(page);
  }
}

/** Sends the form that holds this field, by its own button, and waits for the next page. */
export async function send(page: Page, field: string): Promise<void> {
  const form = page.locator('main form').filter({ has: page.locator(field) });
  const buttons = form.locator('button[type="submit"], button:not([type]), input[type="submit"]');
  await Promise.all([page.waitForEvent('load'), buttons.last().click()]);
}
