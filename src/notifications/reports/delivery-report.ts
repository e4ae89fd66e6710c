/** Every word that Africa's Talking has for a text's delivery; the last five are final. */
export const REPORT_STATUSES = ['Sent', 'Submitted', 'Buffered', 'Success', 'Failed', 'Rejected', 'AbsentSubscriber', 'Expired'] as const;

/** What the carrier tells of a message after it took it. */
export interface DeliveryReport {
  readonly messageId: string;
  readonly status: (typeof REPORT_STATUSES)[number];
  /** E.164 */
  readonly phone: string;
  readonly networkCode: string | null;
  readonly failureReason: string | null;
}

/**
 * Reads the carrier's form. Null when it is no delivery report: without an id, a phone number, or a status that we know. A sender that does not
 * encode the `+` of the number turns it into a space.
 */
export function deliveryReport(form: Readonly<Record<string, unknown>>): DeliveryReport | null {
  const { id, phoneNumber, networkCode, failureReason } = form;
  const status = REPORT_STATUSES.find((known) => known === form.status);
  const phone = typeof phoneNumber === 'string' ? `+${phoneNumber.trim().replace(/^\+/, '')}` : '';
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(id) || !/^\+[1-9]\d{5,14}$/.test(phone) || status === undefined) return null;
  return { messageId: id, status, phone, networkCode: word(networkCode, 20), failureReason: word(failureReason, 100) };
}

const word = (value: unknown, most: number): string | null =>
  typeof value === 'string' ? value.replace(/[^\x21-\x7e]/g, '').slice(0, most) || null : null;
