import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { KeysRepository } from './keys.repository.js';

/** How seldom one process writes that a key was used. The database holds all processes to it. */
const NOTED_EVERY_MS = 300_000;
const KEYS_MOST = 10_000;

/** Writes down when a key was last used, and from which network. */
@Injectable()
export class KeyUses {
  private readonly notedAt = new Map<string, number>();

  constructor(private readonly keys: KeysRepository) {}

  /**
   * Notes a use, at most every five minutes. One that cannot be written is left out: what was asked
   * for needs no write, or says itself that it failed.
   * @param from the network that the request came from
   */
  async note(id: string, from: string | undefined): Promise<void> {
    const now = performance.now();
    if (now - (this.notedAt.get(id) ?? Number.NEGATIVE_INFINITY) < NOTED_EVERY_MS) return;
    if (this.notedAt.size >= KEYS_MOST) this.notedAt.clear();
    this.notedAt.set(id, now);
    await this.keys.noteUse(id, from ?? null).catch(() => undefined);
  }
}
