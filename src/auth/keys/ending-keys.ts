import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { type EndingKey, KeysRepository } from './keys.repository.js';

/** How long an answer holds for all pages, in ms. */
const HOLDS_MS = 60_000;

/** Tells pages which keys end soon, for whoever may rotate them. */
@Injectable()
export class EndingKeys {
  private known: Promise<EndingKey | null> = Promise.resolve(null);
  private until = 0;

  constructor(private readonly keys: KeysRepository) {}

  /**
   * The key that ends first within 14 days, and how many end; null when none does.
   * An answer is up to a minute old. While the database is away it is null.
   */
  read(): Promise<EndingKey | null> {
    const now = performance.now();
    if (now < this.until) return this.known;
    this.until = now + HOLDS_MS;
    this.known = this.keys.endingFirst().catch(() => {
      this.until = 0;
      return null;
    });
    return this.known;
  }

  /** Has this process look again, after a change of a key. */
  forget(): void {
    this.until = 0;
  }
}
