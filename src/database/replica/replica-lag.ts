import { toBytes, type WalPosition } from './wal-position.js';

/** Positions that are kept, at most. The oldest always is. */
const KEPT_MOST = 600;

/**
 * How far a replica is behind, in time.
 * It is the age of the oldest known position of the primary that the replica has not reached. So no
 * clock but this process's counts, and an idle primary has no lag.
 */
export class ReplicaLag {
  /** Since the last fail-over; 0 before the first position. */
  timeline = 0;
  private ahead: { readonly position: WalPosition; readonly seenAt: number }[] = [];

  /** Notes where the primary was at `seenAt`, by `performance.now()`. */
  note(position: WalPosition, seenAt: number): void {
    // Beyond a fail-over the old timeline may have a part that nobody will ever replay.
    if (this.timeline !== position.timeline) this.ahead = [];
    this.timeline = position.timeline;
    this.ahead.push({ position, seenAt });
    if (this.ahead.length > KEPT_MOST) this.ahead.splice(1, 1);
  }

  /** The lag in seconds of a replica that has replayed so far. @param now by `performance.now()` */
  measure({ lsn }: WalPosition, now: number): number {
    const replayed = toBytes(lsn);
    this.ahead = this.ahead.filter(({ position }) => toBytes(position.lsn) > replayed);
    return this.seconds(now);
  }

  /** The lag of a replica that says nothing. */
  seconds(now: number): number {
    const [oldest] = this.ahead;
    return oldest === undefined ? 0 : (now - oldest.seenAt) / 1000;
  }
}
