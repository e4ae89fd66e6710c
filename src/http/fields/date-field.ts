import { defineField, type FieldOptions } from './fields.js';
import { tidyPasted } from './pasted-text.js';

/** A day of the calendar, such as 2024-10-01. */
export const DateField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (isDate(value) ? null : 'must be a day, such as 2024-10-01'),
    { type: String, format: 'date' },
    { optional: true, example: '2024-10-01', ...options },
    tidyPasted,
  );

/** JavaScript takes the 30th of February for a day in March. */
function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(?!0000)\d{4}-\d\d-\d\d$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.valueOf()) && instant.toISOString().startsWith(value);
}
