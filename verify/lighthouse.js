// Lighthouse on the pages that visitors see. Fails below the scores wanted.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [url, browser, dataset] = process.argv.slice(2);

const WANTED = { performance: 90, accessibility: 100, 'best-practices': 95, seo: 90 };
const PAGES = {
  Home: '/',
  Catalogue: '/explore/',
  Dataset: `/explore/dataset/${dataset}/`,
  'Sign-in': '/sign-in',
};
// Times swing on a machine that does other work, and Chromium's recording may break: a page is
// measured again before it fails.
const ATTEMPTS = 3;
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];

/** Measures a page once: scores from 0 to 100, and what cost points, by category. */
async function measure(port, address) {
  const options = { port, logLevel: 'silent', onlyCategories: Object.keys(WANTED), maxWaitForLoad: 45_000 };
  const { lhr } = await lighthouse(address, options);
  if (lhr.runtimeError) {
    throw new Error(`${address}: ${lhr.runtimeError.message}`);
  }
  const scores = {};
  const faults = {};
  for (const [name, category] of Object.entries(lhr.categories)) {
    scores[name] = Math.round((category.score ?? 0) * 100);
    faults[name] = category.auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => [id, lhr.audits[id].displayValue].filter(Boolean).join(' '));
  }
  return { scores, faults };
}

const below = ({ scores }) => Object.keys(WANTED).filter((name) => scores[name] < WANTED[name]);

const chrome = await launch({ chromePath: browser, chromeFlags: FLAGS, logLevel: 'silent' });
let failed = false;
try {
  console.log(`  ${'page'.padEnd(12)}${Object.entries(WANTED).map(([name, score]) => `${name} ≥ ${score}`.padStart(22)).join('')}`);
  for (const [name, path] of Object.entries(PAGES)) {
    let result;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        result = await measure(chrome.port, url + path);
      } catch (broken) {
        if (attempt === ATTEMPTS) {
          throw broken;
        }
        continue;
      }
      if (below(result).length === 0) {
        break;
      }
    }
    console.log(`  ${name.padEnd(12)}${Object.keys(WANTED).map((each) => String(result.scores[each]).padStart(22)).join('')}`);
    for (const [category, faults] of Object.entries(result.faults)) {
      const missed = below(result).includes(category);
      failed ||= missed;
      if (missed || faults.length > 0) {
        console.log(`  ${missed ? 'FAILED  ' : 'short of 100: '}${name}, ${category}: ${faults.join(', ')}`);
      }
    }
  }
} finally {
  await chrome.kill();
}
process.exitCode = failed ? 1 : 0;
