import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isEmail, isUUID } from 'class-validator';
import { type FieldRule, stateRule } from './field-rules.js';
import { isOneLine } from './text.js';

/** What a field's decorator may be told about the one place where it stands. */
interface FieldOptions {
  readonly optional?: boolean;
  readonly example?: string | number;
  readonly description?: string;
}

/** A field: its rule and its OpenAPI schema, stated once. */
function field(
  fault: FieldRule['fault'],
  schema: ApiPropertyOptions,
  { optional = false, ...shown }: FieldOptions,
  tidy: FieldRule['tidy'] = (text) => text,
): PropertyDecorator {
  return applyDecorators(
    (prototype: object, name: string | symbol) => stateRule(prototype, { name: String(name), optional, tidy, fault }),
    ApiProperty({ ...schema, ...shown, required: !optional } as ApiPropertyOptions),
  );
}

const length = (text: string): number => [...text].length;

/** One line of text of at most `max` characters (code points), trimmed at both ends. */
export const TextField = (max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => {
      if (typeof value !== 'string') return 'must be text';
      if (value === '') return 'must not be empty';
      if (length(value) > max) return `must have at most ${max} characters`;
      return isOneLine(value) ? null : 'must be one line of text';
    },
    { type: String, minLength: 1, maxLength: max },
    options,
    (text) => text.trim(),
  );

/** A phone number in any usual writing; the services decide whether it is one. */
export const PhoneField = (options: FieldOptions = {}): PropertyDecorator => TextField(40, { example: '+254712345678', ...options });

/** An e-mail address, compared and kept in lower case. */
export const EmailField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => (typeof value === 'string' && isEmail(value) ? null : 'must be an e-mail address'),
    { type: String, format: 'email', maxLength: 254 },
    options,
    (text) => text.trim().toLowerCase(),
  );

/** Text that is compared whole, such as a password or a key: any characters, no trimming. */
export const SecretField = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => {
      if (typeof value !== 'string' || value === '') return 'must not be empty';
      return length(value) < min || length(value) > max ? `must have ${min} to ${max} characters` : null;
    },
    { type: String, minLength: min, maxLength: max, writeOnly: true },
    options,
  );

/** A UUID of any version, in lower case. */
export const UuidField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => (isUUID(value, 'loose') ? null : 'must be a UUID'),
    { type: String, format: 'uuid' },
    { example: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', ...options },
    (text) => text.toLowerCase(),
  );

/** A customer's code: 8 letters, in either case. */
export const CustomerCodeField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => (typeof value === 'string' && /^[A-Z]{8}$/.test(value) ? null : 'must be 8 letters, such as BHTMCDOO'),
    { type: String, pattern: '^[A-Za-z]{8}$' },
    { example: 'BHTMCDOO', ...options },
    (text) => (/^[A-Za-z]+$/.test(text) ? text.toUpperCase() : text), // Beyond ASCII, other letters become these: ſ is S.
  );

/** A positive amount of money, as decimal text or a number: at most 12 digits before the point and 2 after it. */
export const AmountField = (options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => {
      if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) return 'must be a decimal number, such as 420 or 420.50';
      if (!/^0*\d{1,12}(\.\d{1,2})?$/.test(value)) return 'must have at most 12 digits before the point and 2 after it';
      return /[1-9]/.test(value) ? null : 'must be more than 0';
    },
    {
      oneOf: [
        { type: 'string', pattern: '^\\d{1,12}(\\.\\d{1,2})?$' },
        { type: 'number', exclusiveMinimum: 0 as never },
      ],
    } as ApiPropertyOptions,
    { example: '420', ...options },
  );

/** A whole number from `min` to `max`, as text or a number; the DTO's property holds digits. */
export const WholeNumberField = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) =>
      typeof value === 'string' && /^\d{1,10}$/.test(value) && +value >= min && +value <= max
        ? null
        : `must be a whole number from ${min} to ${max}`,
    {
      oneOf: [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', pattern: '^\\d+$' },
      ],
    } as ApiPropertyOptions,
    { optional: true, ...options },
  );

/** One of the given words. */
export const ChoiceField = (choices: readonly string[], options: FieldOptions = {}): PropertyDecorator =>
  field(
    (value) => (choices.includes(value as string) ? null : `must be one of ${choices.join(', ')}`),
    { type: String, enum: [...choices] },
    options,
  );
