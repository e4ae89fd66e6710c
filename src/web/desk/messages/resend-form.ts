import { isUUID } from 'class-validator';
import { InvalidRequest } from '../../../http/problems/invalid-request.error.js';
import type { ResendSummary } from '../../../notifications/attention/resends.service.js';
import { readTyped } from '../../kit/filled-form.js';
import { readCause } from './cause-groups.js';
import type { SmsCause } from './sms-state.words.js';

/** What a form says of the notifications that its page showed. */
export interface ShownNotifications {
  readonly cause: SmsCause;
  /** Microseconds since 1970, when the page showed them. */
  readonly asOf: string;
}

/** Reads the hidden fields of a form that sends once more. @throws InvalidRequest */
export function readShown(body: unknown): ShownNotifications {
  const typed = readTyped(body, ['reason', 'as_of']);
  const cause = readCause(typed.reason);
  if (cause === null) throw refuse('reason');
  if (!/^\d{1,17}$/.test(typed.as_of)) throw refuse('as_of');
  return { cause, asOf: typed.as_of };
}

/** Reads the lowest id of a form that sends several once more. @throws InvalidRequest */
export function readDownTo(body: unknown): string {
  const { down_to } = readTyped(body, ['down_to']);
  if (!isUUID(down_to, 'loose')) throw refuse('down_to');
  return down_to;
}

const refuse = (field: string): InvalidRequest =>
  new InvalidRequest([{ field, message: 'is not what the page had: open it again' }]);

/** What was done, as the address of a page tells it. Minutes are rounded up. */
export interface ResendNote {
  readonly queued: number;
  readonly changed: number;
  readonly left: number;
  /** Null when the limit of resends was not reached. */
  readonly waitMinutes: number | null;
}

export const noteOf = ({ queued, changed, left, waitSeconds }: ResendSummary): ResendNote => ({
  ...{ queued, changed, left },
  waitMinutes: waitSeconds === null ? null : Math.ceil(waitSeconds / 60),
});

/** The page of a cause, with what was done. */
export function pathOf(cause: SmsCause, note: ResendNote | null = null): string {
  const query = new URLSearchParams({ reason: cause });
  for (const [name, value] of Object.entries(note ?? {})) if (value !== null) query.set(name, String(value));
  return `/desk/messages?${query}`;
}

/** What was done, if the address tells it. Anything odd in it tells nothing. */
export function readNote(query: Readonly<Record<string, unknown>>): ResendNote | null {
  const [queued, changed, left] = [readCount(query.queued), readCount(query.changed), readCount(query.left)];
  if (queued === null || changed === null || left === null) return null;
  return { queued, changed, left, waitMinutes: readCount(query.waitMinutes) };
}

const readCount = (written: unknown): number | null =>
  typeof written === 'string' && /^\d{1,3}$/.test(written) ? Number(written) : null;
