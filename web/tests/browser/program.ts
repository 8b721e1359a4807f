// The real program, on a free port of this machine, with an empty data folder that dies with it.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const TARGET = process.env['CARGO_TARGET_DIR'] ?? join(homedir(), '.cache/fanal/target');
const PROGRAM = process.env['FANAL_PROGRAM'] ?? join(TARGET, 'debug/fanal');

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 10_000;

/** What `import` needs to know beside the file. */
export interface Import {
  readonly dataset: string;
  readonly title: string;
  readonly csv: string;
  readonly publish: boolean;
}

/** A running program. */
export class Program {
  private constructor(
    /** Its address, without a slash at the end. */
    readonly url: string,
    /** Where the first administrator makes an account: printed once, at the first start. */
    readonly welcome: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly child: ChildProcess,
  ) {}

  /** Starts one with an empty catalogue and waits until it is ready. */
  static async start(): Promise<Program> {
    if (!existsSync(PROGRAM)) {
      throw new Error(`${PROGRAM} is not built: run \`make test-browser\``);
    }
    const folder = await mkdtemp(join(tmpdir(), 'fanal-browser-'));
    const address = `127.0.0.1:${await freePort()}`;
    const url = `http://${address}`;
    const environment = {
      ...withoutOurSettings(process.env),
      FANAL_DATA: join(folder, 'data'),
      FANAL_LISTEN: address,
      FANAL_URL: url,
    };
    const child = spawn(PROGRAM, ['serve'], { cwd: folder, env: environment });
    const output = new Output(child);
    try {
      const welcome = await output.find(/https?:\/\/\S+\/welcome\/\S+/);
      await answers(`${url}/health/ready`, output);
      return new Program(url, welcome, folder, environment, child);
    } catch (error) {
      await stop(child);
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Imports a file by the command line, beside the running server; ends when it is served. */
  async import({ dataset, title, csv, publish }: Import): Promise<void> {
    const file = await this.write(`${dataset}.csv`, csv);
    const options = ['--dataset', dataset, '--title', title, ...(publish ? ['--publish'] : [])];
    await promisify(execFile)(PROGRAM, ['import', file, ...options], {
      cwd: this.folder,
      env: this.environment,
    });
    if (publish) {
      await answers(`${this.url}/api/explore/v2.1/catalog/datasets/${dataset}`);
    }
  }

  /** Writes a file beside the data and answers with its path. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    await stop(this.child);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What a process said so far, on both its outputs. */
class Output {
  private text = '';
  private ended = false;
  private readonly heard: (() => void)[] = [];

  constructor(child: ChildProcess) {
    const hear = (chunk: Buffer): void => {
      this.text += chunk.toString();
      this.tell();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', (error) => {
      this.text += String(error);
      this.ended = true;
      this.tell();
    });
    child.on('exit', () => {
      this.ended = true;
      this.tell();
    });
  }

  /** Fails with all that was said when the process is gone. */
  check(): void {
    if (this.ended) {
      throw new Error(`the program ended:\n${this.text}`);
    }
  }

  /** Waits until it says this. */
  async find(pattern: RegExp): Promise<string> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const found = pattern.exec(this.text);
      // The line must be whole, or the end of the link could be missing.
      if (found && this.text.indexOf('\n', found.index) >= 0) {
        return found[0];
      }
      this.check();
      const left = deadline - Date.now();
      if (left <= 0) {
        throw new Error(`the program did not say ${pattern}:\n${this.text}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.heard.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private tell(): void {
    for (const listener of this.heard.splice(0)) {
      listener();
    }
  }
}

/** Asks until the answer is a good one; other processes' changes take a moment to be seen. */
async function answers(url: string, output?: Output): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last: unknown;
  while (Date.now() < deadline) {
    output?.check();
    try {
      const response = await fetch(url);
      if (response.ok) {
        return;
      }
      last = response.status;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer: ${String(last)}`);
}

/** The environment, less what would change the program under test, or be refused by it. */
function withoutOurSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('FANAL_')),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('this machine gives no port');
  }
  return address.port;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}
