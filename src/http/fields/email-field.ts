import { isEmail } from 'class-validator';
import { defineField, type FieldOptions } from './fields.js';
import { tidyEmail } from './pasted-text.js';

/**
 * What an address must not have. With these it is shown as another one: they turn the reading
 * direction, control a terminal, or are blank.
 */
const HIDDEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether it is an e-mail address of visible characters alone. */
export const isPlainEmail = (value: unknown): value is string =>
  typeof value === 'string' && isEmail(value) && !HIDDEN.test(value) && !value.startsWith('""@');

/** An e-mail address, compared and kept in lower case. */
export const EmailField = (options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => (isPlainEmail(value) ? null : 'must be an e-mail address'),
    { type: String, format: 'email', maxLength: 254 },
    { alsoCalled: ['mail', 'e_mail', 'email_address', 'user', 'username', 'login'], ...options },
    tidyEmail,
  );
