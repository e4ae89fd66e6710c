import { Writable } from 'node:stream';

/** Where a test's service may log to, and what it has written there. */
export class KeptLog extends Writable {
  text = '';

  override _write(chunk: Buffer | string, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    done();
  }
}
