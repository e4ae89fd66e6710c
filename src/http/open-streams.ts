import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';

/** Answers that stay open: whole lists, files to save, and events that are told as they happen. */
export const STREAM_KINDS = ['list', 'file', 'events'] as const;

export type StreamKind = (typeof STREAM_KINDS)[number];

/** How many answers of each kind this process has open. Whoever streams one counts it here. */
@Injectable()
export class OpenStreams {
  private readonly open = new Map<StreamKind, number>();

  /** Counts an answer until its connection, or the answer itself, ends. */
  add(kind: StreamKind, response: ServerResponse): void {
    this.open.set(kind, this.count(kind) + 1);
    response.once('close', () => this.open.set(kind, this.count(kind) - 1));
  }

  count(kind: StreamKind): number {
    return this.open.get(kind) ?? 0;
  }
}
