import type { DestinationStream } from 'pino';

/** Characters that are handed on at once, some twenty lines, and the longest that a line waits for others. */
const LOT = 4096;
const WAIT_MS = 100;

/**
 * Hands lines on many at a time, and what is left when the process ends. pino's own destination, told to wait for as much, copies all that waits
 * with every line: 6 % of the processor time of placing an order.
 */
export class LogLots implements DestinationStream {
  private lines = '';

  constructor(private readonly to: DestinationStream) {
    setInterval(() => this.handOn(), WAIT_MS).unref();
    // Before the destination itself hears of the end, and writes what it has.
    process.prependOnceListener('exit', () => this.handOn());
  }

  write(line: string): void {
    this.lines += line;
    if (this.lines.length >= LOT) this.handOn();
  }

  private handOn(): void {
    if (this.lines === '') return;
    const { lines } = this;
    this.lines = '';
    this.to.write(lines);
  }
}
