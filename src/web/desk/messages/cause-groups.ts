import type { Reason, ReasonCount } from '../../../notifications/attention/attention.repository.js';
import { explainSms, type SmsCause, smsStateWords } from './sms-state.words.js';

/** Notifications that need somebody for one cause, whatever the carrier called it. */
export interface CauseGroup {
  readonly cause: SmsCause;
  readonly reasons: readonly Reason[];
  /** Counted as far as each of its reasons is. */
  readonly notifications: number;
}

/** Nobody has to do anything about an SMS whose order was cancelled. */
const needsNobody = (cause: SmsCause): boolean => cause === 'withdrawn';

/** Puts reasons together that staff know by the same words. The largest group comes first. */
export function groupByCause(counts: readonly ReasonCount[]): readonly CauseGroup[] {
  const groups = new Map<SmsCause, ReasonCount[]>();
  for (const count of counts) {
    const { cause } = explainSms(count.status, count.reason);
    if (!needsNobody(cause)) groups.set(cause, [...(groups.get(cause) ?? []), count]);
  }
  return [...groups]
    .map(([cause, reasons]) => ({ cause, reasons, notifications: sum(reasons) }))
    .sort((one, other) => other.notifications - one.notifications);
}

const sum = (counts: readonly ReasonCount[]): number =>
  counts.reduce((total, { notifications }) => total + notifications, 0);

/** The cause that an address or a form names; null when it names none. */
export const readCause = (written: unknown): SmsCause | null =>
  typeof written === 'string' && Object.hasOwn(smsStateWords.en, written) ? (written as SmsCause) : null;
