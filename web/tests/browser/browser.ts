// Debian's Chromium, and pages that remember everything the browser complained about.

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Starts a browser that talks to nobody but the pages' own server. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A page in a context of its own (cookies, theme, width), with its complaints. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console, scripts that threw, broken policies, requests to other hosts. */
  readonly complaints: string[];
}

/** Opens a page; `url` is the only server that it may talk to. */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: url, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAnswerOfThePage(message.text(), message.location().url, page)) {
      complaints.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (address.protocol.startsWith('http') && address.origin !== url) {
      complaints.push(`request to another host: ${request.url()}`);
    }
  });
  if (options.javaScriptEnabled !== false) {
    await page.exposeFunction('fanalViolation', (text: string) => complaints.push(`policy: ${text}`));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const tell = (window as unknown as { fanalViolation: (text: string) => void }).fanalViolation;
        tell(`${event.violatedDirective} refuses ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }
  return { page, complaints };
}

/** A page that answers 404 on purpose is told on the console as well: that is no fault. */
function isAnswerOfThePage(text: string, url: string, page: Page): boolean {
  return text.startsWith('Failed to load resource') && url === page.url();
}
