import { defineField, type FieldOptions } from './fields.js';
import { tidyPasted } from './pasted-text.js';

/** A day, or an instant of it with its offset (ISO 8601). */
const WRITTEN = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Whether it is an instant that there was or will be. 30 February is none. */
function isInstant(value: unknown): boolean {
  const [, day] = typeof value === 'string' ? (WRITTEN.exec(value) ?? []) : [];
  // An offset may lead into the year 10000, which is written in another way.
  if (day === undefined || !(new Date(String(value)).getUTCFullYear() <= 9999)) return false;
  const read = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) && read.getUTCFullYear() >= 1970;
}

/** Makes the text regular. In an address a plus is a space, so one before an offset is a plus. */
const tidyInstant = (text: string): string =>
  tidyPasted(text)
    .replace(/^(\d{4}-\d{2}-\d{2})[ t](?=\d{2}:)/, '$1T')
    .replace(/z$/, 'Z')
    .replace(/^(.+T.+) (?=\d{2}:\d{2}$)/, '$1+');

/**
 * The first instant of a span that begins with such a field, as PostgreSQL reads it.
 * @param timeZone of a day alone, by its name in the IANA database
 */
export const readStart = (text: string | undefined, timeZone: string): string | undefined =>
  readBound(text, `00:00 ${timeZone}`);

/** The first instant after a span that ends with such a field. A day alone is part of the span. */
export const readEnd = (text: string | undefined, timeZone: string): string | undefined =>
  readBound(text, `24:00 ${timeZone}`);

/** PostgreSQL takes fewer offsets than JavaScript does. So an instant is written in UTC. */
function readBound(text: string | undefined, timeOfDay: string): string | undefined {
  if (text === undefined) return undefined;
  return text.includes('T') ? new Date(text).toISOString() : `${text} ${timeOfDay}`;
}

/** An instant: a day, or a time of it with its offset. */
export const InstantField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (isInstant(value) ? null : 'must be a day or an instant, such as 2024-10-01 or 2024-10-01T12:00:00Z'),
    { type: String, maxLength: 40 },
    options,
    tidyInstant,
  );
