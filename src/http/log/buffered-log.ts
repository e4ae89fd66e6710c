import type { DestinationStream, destination } from 'pino';

/** Characters that are handed on at once, some twenty lines, and the longest that a line waits for others. */
const LOT = 4096;
const WAIT_MS = 100;

/**
 * Hands lines on many at a time, and what is left when the process ends. pino's own destination, told to wait for as much, copies all that waits
 * with every line: 6 % of the processor time of placing an order.
 */
export class BufferedLog implements DestinationStream {
  private lines = '';
  private timer?: NodeJS.Timeout;

  constructor(private readonly to: Pick<ReturnType<typeof destination>, 'write' | 'flush'>) {
    // The destination writes what it keeps when it hears of the end, after us. Told to write here, it would begin a write that the end overtakes.
    process.prependListener('beforeExit', () => this.handOver());
    process.prependListener('exit', () => this.handOver());
  }

  write(line: string): void {
    this.lines += line;
    if (this.lines.length >= LOT) this.handOn();
    else this.timer ??= setTimeout(() => this.handOn(), WAIT_MS).unref();
  }

  private handOn(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.handOver();
    this.to.flush();
  }

  private handOver(): void {
    const { lines } = this;
    this.lines = '';
    if (lines !== '') this.to.write(lines);
  }
}
