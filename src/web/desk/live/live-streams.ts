import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LastingAccess } from '../../../auth/lasting-access.js';
import { Draining } from '../../../http/draining.js';
import { LiveStream, type StreamWish } from './live-stream.js';
import type { Look } from './look.js';
import { StreamsBusy } from './streams-busy.error.js';

/** Streams that one process holds open. */
const STREAMS_MOST = 200;

/** Proxies close a connection that is silent for a minute. */
const SILENCE_MS = 20_000;

/** After this time a browser opens another stream, and every rule of access is asked again. */
const LIFE_MS = 10 * 60_000;

/** The streams that are open at this process. */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly open = new Set<LiveStream>();
  private isOver = false;

  constructor(
    private readonly access: LastingAccess,
    draining: Draining,
  ) {
    draining.signal.addEventListener('abort', () => this.endAll());
  }

  get count(): number {
    return this.open.size;
  }

  /** @throws StreamsBusy when there are as many as may be, or the process was told to stop */
  add(wish: StreamWish): LiveStream {
    if (this.isOver || this.open.size >= STREAMS_MOST) throw new StreamsBusy();
    const stream = new LiveStream(wish);
    this.open.add(stream);
    stream.body.once('close', () => this.open.delete(stream));
    return stream;
  }

  tell(look: Look): void {
    for (const stream of this.open) stream.tell(look);
  }

  /** Ends those that are old, and says to the others that they are still there. */
  tend(): void {
    for (const stream of this.open) {
      if (performance.now() - stream.openedAt >= LIFE_MS) this.end(stream);
      else stream.keepAlive(SILENCE_MS);
    }
  }

  /**
   * Ends those whose caller may read orders no longer: signed out, disabled, or with another role.
   * @throws what the database says
   */
  async endLost(): Promise<void> {
    const byRequest = new Map([...this.open].map((stream) => [stream.request, stream]));
    for (const request of await this.access.findLost([...byRequest.keys()], 'orders:read')) {
      const stream = byRequest.get(request);
      if (stream !== undefined) this.end(stream);
    }
  }

  onModuleDestroy(): void {
    this.endAll();
  }

  private endAll(): void {
    this.isOver = true;
    for (const stream of this.open) this.end(stream);
  }

  private end(stream: LiveStream): void {
    this.open.delete(stream);
    stream.end();
  }
}
