import type { FastifyRequest } from 'fastify';

/** A form that somebody sent, and that was not taken. */
export interface UnsentForm {
  /** The path of ours that it was sent to. */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Whether it may have been done all the same. */
  readonly isUnsure: boolean;
}

/** No form of the desk has as many fields. */
const FIELDS_MOST = 30;

/** What a request sent by a form; null for any other request. */
export function readUnsentForm({ method, url, body }: FastifyRequest, status: number): UnsentForm | null {
  if (method !== 'POST' || typeof body !== 'object' || body === null) return null;
  const fields = Object.entries(body).filter((field): field is [string, string] => typeof field[1] === 'string');
  return { action: url, fields: fields.slice(0, FIELDS_MOST), isUnsure: status === 504 };
}
