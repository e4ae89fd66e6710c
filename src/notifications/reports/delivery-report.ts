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
  /** E.164; null when it could not be read. */
  readonly phone: string | null;
  readonly networkCode: string | null;
  readonly failureReason: string | null;
}

/** A delivery report that waits for its notification. */
export interface WaitingReport {
  readonly message_id: string;
  readonly status: string;
  readonly phone: string | null;
  readonly network_code: string | null;
  readonly failure_reason: string | null;
  readonly received_at: Date;
}

/**
 * Reads the carrier's form, as far as it can be read: the id and the status are what counts.
 * - Null when it is no delivery report: without an id, or a status that we know.
 * - A client that does not encode the `+` of the number turns it into a space, so a space is read
 *   as `+`.
 */
export function readDeliveryReport(form: Readonly<Record<string, unknown>>): DeliveryReport | null {
  const messageId = shorten(form.id, ID_MOST + 1);
  const said = shorten(form.status, 40)?.toLowerCase();
  const status = REPORT_STATUSES.find((known) => known.toLowerCase() === said);
  if (messageId === null || messageId.length > ID_MOST || status === undefined) return null;
  const phone = `+${shorten(form.phoneNumber, 40)?.replace(/\D/g, '') ?? ''}`;
  return {
    messageId,
    status,
    phone: /^\+[1-9]\d{5,14}$/.test(phone) ? phone : null,
    networkCode: shorten(form.networkCode, 20),
    failureReason: shorten(form.failureReason, 100),
  };
}

/** Characters of a message id, at most. The columns hold as many. */
const ID_MOST = 100;

/** Gives the printable characters of a value, `most` of them; null when there are none. */
const shorten = (value: unknown, most: number): string | null =>
  typeof value === 'string' ? value.replace(/[^\x21-\x7e]/g, '').slice(0, most) || null : null;
