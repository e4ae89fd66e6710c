import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeSignal } from '../../../events/change-signal.js';
import type { ChangeCounts } from '../../../orders/changes/change-counts.repository.js';
import { type ChangeName, ChangesService, findChanged } from '../../../orders/changes/changes.service.js';
import type { LiveStream, StreamWish } from './live-stream.js';
import { LiveStreams } from './live-streams.js';

/** How often the database is asked what changed at other processes, while a stream is open. */
const LOOK_MS = 2_000;
/** Between two looks. So a page that fetches itself again does so twice a second at most. */
const PAUSE_MS = 500;
/** How often access is asked for again. With the look it stays below 5 s. */
const ACCESS_LOOKS = 2;

/** Tells open pages what changed: at once what this process did, and the rest at the next look. */
@Injectable()
export class LiveFeed implements OnModuleDestroy {
  private looks = 0;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private wakes = false;
  private lookedAt = 0;
  private counts: ChangeCounts | null = null;
  /** What was counted before readers could find it, and below which transaction it is. */
  private unsettled: { readonly names: ReadonlySet<ChangeName>; readonly below: bigint } | null = null;

  constructor(
    private readonly streams: LiveStreams,
    private readonly changes: ChangesService,
    signal: ChangeSignal,
  ) {
    signal.listen(() => this.wake());
  }

  /**
   * Opens a stream. First it tells what changed since its mark.
   * @throws StreamsBusy
   */
  open(wish: StreamWish): LiveStream {
    const stream = this.streams.add(wish);
    if (this.timer === null) {
      this.counts = null;
      this.unsettled = null;
      this.timer = setInterval(() => void this.beat(), LOOK_MS).unref();
    }
    void this.lookAnew();
    return stream;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  private stop(): void {
    clearInterval(this.timer ?? undefined);
    this.timer = null;
  }

  /** A database that is away ends nothing: the next beat finds what changed meanwhile. */
  private async beat(): Promise<void> {
    if (this.streams.count === 0) return this.stop();
    await this.look();
    this.streams.tend();
    if (++this.looks % ACCESS_LOOKS === 0) await this.streams.endLost().catch(() => undefined);
  }

  /** Looks soon, since this process changed something. */
  private wake(): void {
    if (this.timer === null || this.wakes) return;
    this.wakes = true;
    void this.lookSoon();
  }

  private async lookSoon(): Promise<void> {
    await delay(Math.max(0, this.lookedAt + PAUSE_MS - performance.now()), undefined, { ref: false });
    this.wakes = false;
    await this.lookAnew();
  }

  /** Looks, and not with a look that is under way: it may have begun before the change. */
  private async lookAnew(): Promise<void> {
    await this.looking;
    await this.look();
  }

  private look(): Promise<void> {
    this.looking ??= this.compare().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async compare(): Promise<void> {
    const begunAt = performance.now();
    this.lookedAt = begunAt;
    const counts = await this.changes.counts().catch(() => null);
    if (counts === null) return;
    const changed = this.counts === null ? [] : findChanged(this.counts, counts);
    this.counts = counts;
    this.streams.tell({ begunAt, counts, settled: this.settle(changed, counts) });
  }

  /**
   * Keeps what may not be there for readers yet, and gives what is there since.
   * It is told twice then, which costs a page one fetch.
   */
  private settle(changed: readonly ChangeName[], counts: ChangeCounts): ReadonlySet<ChangeName> {
    const kept = this.unsettled;
    const isOver = kept !== null && BigInt(counts.over) >= kept.below;
    const names = isOver ? [] : (kept?.names ?? []);
    if (isOver) this.unsettled = null;
    if (changed.length > 0 && !counts.settled)
      this.unsettled = { names: new Set([...names, ...changed]), below: BigInt(counts.own) };
    return isOver ? kept.names : new Set();
  }
}
