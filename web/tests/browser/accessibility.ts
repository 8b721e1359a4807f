// What a machine can find against a page: axe-core's rules, and a page wider than its window.

import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Every fault of the page as it stands, one line each; none is the only good answer. */
export async function faults(page: Page): Promise<string[]> {
  // Evaluated by the debugging protocol: a script element would break the page's own policy.
  await page.evaluate(axe.source);
  const results = await page.evaluate(() =>
    (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  const found = results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} at ${node.target.join(' ')}: ${node.failureSummary}`),
  );
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide in ${clientWidth}`] : [];
  });
  return [...found, ...tooWide];
}
