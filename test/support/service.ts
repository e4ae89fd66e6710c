import { type ChildProcess, spawn } from 'node:child_process';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How a process ended, and what it had written. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The service in a process of its own, whose environment has only the given variables, PATH and
 * PORT.
 */
export class Service {
  stdout = '';
  stderr = '';
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;

  constructor(variables: Record<string, string>, args: readonly string[] = []) {
    const env = { PATH: process.env.PATH, PORT: '0', ...variables };
    this.child = spawn(process.execPath, [join(process.env.TEST_COMPILED ?? '', 'src/main.js'), ...args], { env });
    this.child.stdout?.on('data', (text) => {
      this.stdout += text;
    });
    this.child.stderr?.on('data', (text) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ code, signal, stdout: this.stdout, stderr: this.stderr })),
    );
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /**
   * Waits for `words` on standard output and gives the match.
   * @throws Error with everything written if the process ends first
   */
  async says(words: RegExp): Promise<RegExpExecArray> {
    for (let found = words.exec(this.stdout); ; found = words.exec(this.stdout)) {
      if (found) return found;
      if (!this.running) throw new Error(`it ended: ${this.stdout}\n${this.stderr}`);
      await delay(10);
    }
  }

  /** Waits until it listens, and gives its address. */
  async url(): Promise<string> {
    return (await this.says(/listens at +(http:\S+)/))[1] as string;
  }
}

/**
 * Posts JSON over a new connection, which no side can close as idle.
 * @throws Error when the connection breaks
 */
export function postTo(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      agent: false,
      timeout: 15_000,
      headers: { 'Content-Type': 'application/json', ...headers },
    };
    const request = httpRequest(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
    request.end(JSON.stringify(body));
  });
}
