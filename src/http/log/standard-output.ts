import { writeSync } from 'node:fs';

/** What waits at most while nobody reads. Beyond it lines are lost, so that memory is bounded. */
const WAITING_BYTES_MOST = 4 * 1024 * 1024;
/** Pause before the next try when the reader takes nothing. */
const RETRY_MS = 10;
/** How long the end of the process waits for the reader. */
const END_MS = 500;

/**
 * Writes log lines to a file descriptor that does not block, in the order they came.
 * - Never waits for a reader that takes nothing, neither now nor, beyond 0.5 s, when the process
 *   ends.
 * - Lines that find no room are counted. One line says how many when the reader goes on.
 */
export class StandardOutput {
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private retry: NodeJS.Timeout | undefined;
  private broken = false;
  private lostLines = 0;

  /**
   * @param fd such as that of `process.stdout`, whose pipe Node makes one that does not block
   * @param sayLost makes the line that tells how many lines were lost
   */
  constructor(
    private readonly fd: number,
    private readonly sayLost: (lines: number) => string,
  ) {
    process.once('exit', () => this.end());
  }

  /** Takes whole lines, and writes them at once if the reader takes them. */
  write(lines: string): void {
    const bytes = Buffer.from(lines);
    if (this.broken || this.waitingBytes + bytes.length > WAITING_BYTES_MOST) {
      this.lostLines += lines.split('\n').length - 1;
      return;
    }
    this.push(bytes);
    if (this.retry === undefined) this.writeOut();
  }

  private push(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
  }

  private writeOut(): void {
    this.retry = undefined;
    if (this.writeUntilRefused() || this.broken) return;
    this.retry = setTimeout(() => this.writeOut(), RETRY_MS).unref();
  }

  /** Whether all was written. */
  private writeUntilRefused(): boolean {
    try {
      for (let [next] = this.waiting; next !== undefined; [next] = this.waiting) {
        const written = writeSync(this.fd, next);
        this.waitingBytes -= written;
        if (written < next.length) this.waiting[0] = next.subarray(written);
        else this.waiting.shift();
        if (this.waiting.length === 0) this.pushLost();
      }
      return true;
    } catch (error) {
      // Any other error means that whoever read has ended. The service goes on without a log.
      this.broken = (error as NodeJS.ErrnoException).code !== 'EAGAIN';
      if (this.broken) this.waiting = [];
      return false;
    }
  }

  private pushLost(): void {
    if (this.lostLines === 0) return;
    this.push(Buffer.from(this.sayLost(this.lostLines)));
    this.lostLines = 0;
  }

  private end(): void {
    const deadline = performance.now() + END_MS;
    while (!this.writeUntilRefused() && !this.broken && performance.now() < deadline)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
  }
}
