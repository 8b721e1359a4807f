// A program and a browser that all tests of a file share.

import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

import { launch, open, type WatchedPage } from './browser';
import { Program } from './program';
import { csv } from './sample';

/** What the tests of a file share; it is there from their `beforeAll` on. */
export interface World {
  readonly program: Program;
  /** Opens a page that talks to the program only. */
  readonly open: (options?: BrowserContextOptions) => Promise<WatchedPage>;
}

/** Starts both before the first test, fills the program, and stops both after the last one. */
export function world(fill: (program: Program) => Promise<void> = async () => {}): World {
  let program: Program | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [program, browser] = await Promise.all([Program.start(), launch()]);
    await fill(program);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });
  const started = <T>(part: T | undefined): T => {
    if (part === undefined) {
      throw new Error('not started yet');
    }
    return part;
  };
  return {
    get program() {
      return started(program);
    },
    open: (options) => open(started(browser), started(program).url, options),
  };
}

/** Publishes the sample as the dataset `arbres`. */
export function publishTrees(program: Program): Promise<void> {
  return program.import({ dataset: 'arbres', title: 'Arbres de la ville', csv: csv(), publish: true });
}
