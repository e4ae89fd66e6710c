import type { DestinationStream } from 'pino';
import type { StandardOutput } from './standard-output.js';

/** Characters that are handed over at once, about twenty lines. */
const BATCH_CHARACTERS = 4096;
/** The longest that a line waits for others. */
const WAIT_MS = 100;

/**
 * Hands lines over many at a time, and what is left when the process ends.
 * A write for each line costs 0.1 ms when one caller is served alone.
 */
export class BufferedLog implements DestinationStream {
  private lines = '';
  private timer?: NodeJS.Timeout;

  constructor(private readonly to: Pick<StandardOutput, 'write'>) {
    // The output writes what it keeps after this listener.
    process.prependListener('exit', () => this.handOver());
  }

  write(line: string): void {
    this.lines += line;
    if (this.lines.length >= BATCH_CHARACTERS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT_MS).unref();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.handOver();
  }

  private handOver(): void {
    const { lines } = this;
    this.lines = '';
    if (lines !== '') this.to.write(lines);
  }
}
