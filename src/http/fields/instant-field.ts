import { defineField, type FieldOptions } from './fields.js';
import { tidyPasted } from './pasted-text.js';

/** A day, or an instant of it with its offset (ISO 8601). */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Whether it is an instant that there was or will be. 30 February is none. */
function isInstant(value: unknown): boolean {
  const [, day] = typeof value === 'string' ? (WRITTEN.exec(value) ?? []) : [];
  if (day === undefined || Number.isNaN(Date.parse(String(value)))) return false;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) && read.getUTCFullYear() >= 1970;
}

/** Makes the text regular. In an address a plus is a space, so one before an offset is a plus. */
const tidyInstant = (text: string): string =>
  tidyPasted(text)
    .replace(/^(\d{4}-\d{2}-\d{2})[ t](?=\d{2}:)/, '$1T')
    .replace(/z$/, 'Z')
    .replace(/^(.+T.+) (?=\d{2}:\d{2}$)/, '$1+');

/** The instant of such a field in UTC, as ISO 8601. */
export const readInstant = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : new Date(text).toISOString();

/** An instant: a day, which begins at midnight UTC, or a time of it with its offset. */
export const InstantField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (isInstant(value) ? null : 'must be a day or an instant, such as 2024-10-01 or 2024-10-01T12:00:00Z'),
    { type: String, maxLength: 40 },
    options,
    tidyInstant,
  );
