/** Every status that Africa's Talking reports of an SMS. The last five are final. */
export const REPORT_STATUSES = [
  'Sent',
  'Submitted',
  'Buffered',
  'Success',
  'Failed',
  'Rejected',
  'AbsentSubscriber',
  'Expired',
] as const;

/** What the carrier tells of an SMS after it took it. */
export interface DeliveryReport {
  readonly messageId: string;
  readonly status: (typeof REPORT_STATUSES)[number];
  /** E.164 */
  readonly phone: string;
  readonly networkCode: string | null;
  readonly failureReason: string | null;
}

/**
 * Reads the carrier's form.
 * - Null when it is no delivery report: without an id, a phone number, or a status that we know.
 * - A client that does not encode the `+` of the number turns it into a space, so a space is read
 *   as `+`.
 */
export function readDeliveryReport(form: Readonly<Record<string, unknown>>): DeliveryReport | null {
  const { id, phoneNumber, networkCode, failureReason } = form;
  const status = REPORT_STATUSES.find((known) => known === form.status);
  const phone = typeof phoneNumber === 'string' ? `+${phoneNumber.trim().replace(/^\+/, '')}` : '';
  if (
    typeof id !== 'string' ||
    !/^[\x21-\x7e]{1,100}$/.test(id) ||
    !/^\+[1-9]\d{5,14}$/.test(phone) ||
    status === undefined
  )
    return null;
  return {
    messageId: id,
    status,
    phone,
    networkCode: shorten(networkCode, 20),
    failureReason: shorten(failureReason, 100),
  };
}

/** Gives the printable characters of a value, `most` of them; null when there are none. */
const shorten = (value: unknown, most: number): string | null =>
  typeof value === 'string' ? value.replace(/[^\x21-\x7e]/g, '').slice(0, most) || null : null;
