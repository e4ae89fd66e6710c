import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import { type FieldRule, stateRule } from './field-rules.js';
import { dropQuotes, isPlain, isVisible, joinPasted, tidyLine, tidyPasted, trimUnseen } from './pasted-text.js';
import { tidyUuid } from './written-ids.js';

/** What the API's documentation names things by, one example for each kind of thing. */
export const EXAMPLE_IDS = {
  order: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99',
  notification: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a9a',
  user: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a98',
  admin: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a96',
  staffMember: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a95',
  apiKey: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a94',
  apiKeyText: 'agz_0192d3a07c1f7e2b9a433f6d2c1b0a94_thisisanexampleandnokeyofanybody_edtodka',
  customer: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a97',
  auditEvent: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a93',
  customerCode: 'BHTMCDOO',
  resetCode: 'x9Yw1Q0m3c5vJm0tq8YyO3kz7fWm2a6b4RkT1LwZ0nE',
} as const;

/** What a field's decorator is told about the one place where it stands. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly example?: string | number | readonly string[];
  /**
   * Whether a documentation page fills the example in. Required fields are always filled in.
   * An optional one is not if absent, and its description shows the example instead.
   */
  readonly prefilled?: boolean;
  readonly description?: string;
  /** Names that others have for the field, see {@link FieldRule}. */
  readonly alsoCalled?: readonly string[];
  /** What the service will refuse, as far as it shows before. See {@link FieldRule}. */
  readonly lateFault?: FieldRule['lateFault'];
  /** Whether a list of texts is taken too. See {@link FieldRule}. */
  readonly takesList?: boolean;
}

/**
 * Makes the decorator of a field: its rule and its OpenAPI schema, stated once.
 * @param fault what is wrong with a value, see {@link FieldRule}
 * @param tidy makes the text regular before it is checked
 */
export function defineField(
  fault: FieldRule['fault'],
  schema: ApiPropertyOptions,
  {
    optional = false,
    alsoCalled = [],
    lateFault = null,
    takesList = false,
    prefilled = !optional,
    ...shown
  }: FieldOptions,
  tidy: FieldRule['tidy'] = (text) => text,
): PropertyDecorator {
  return applyDecorators(
    (prototype: object, name: string | symbol) =>
      stateRule(prototype, { name: String(name), optional, alsoCalled, lateFault, takesList, tidy, fault }),
    ApiProperty({ ...schema, ...(prefilled ? shown : moveExample(shown)), required: !optional } as ApiPropertyOptions),
  );
}

/** The same with the example in the description, where no page takes it for a value to send. */
function moveExample({ example, description }: FieldOptions): FieldOptions {
  if (example === undefined) return { description };
  return { description: [description, `Such as \`${example}\`.`].filter(Boolean).join(' ') };
}

/**
 * C0 and C1 control characters, the two Unicode line breaks, marks of annotations, and what is no
 * character. With them a name or an item could forge lines in SMS and logs.
 */
const CONTROL = /[\p{Cc}\u2028\u2029\ufff9-\ufffb\p{Noncharacter_Code_Point}]/u;

/**
 * Whether text can be stored and read back unchanged: PostgreSQL refuses NUL, and a lone surrogate
 * is not Unicode text.
 */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Whether text is one line with at least one visible character. */
export const isOneLine = (text: string): boolean => isVisible(text) && !CONTROL.test(text);

/** What is wrong with text that is not one line; null for text that is. */
function explainLine(text: string): string | null {
  const [found] = CONTROL.exec(text) ?? [];
  if (found === undefined) return null;
  if (/[\n\v\f\r\x85\u2028\u2029]/.test(found)) return 'must be one line of text, without a line break in it';
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const place = [...text].indexOf(found) + 1;
  return `must be text without control characters: leave out U+${code}, which is character ${place}`;
}

const countCharacters = (text: string): number => [...text].length;

/**
 * One line of text of at most `max` characters (code points).
 * @param tidy makes it regular; a person's words are trimmed at both ends, see {@link tidyLine}
 */
export const TextField = (
  max: number,
  options: FieldOptions = {},
  tidy: FieldRule['tidy'] = tidyLine,
): PropertyDecorator =>
  defineField(
    (value) => {
      if (typeof value !== 'string') return 'must be text';
      if (value.length <= max && isPlain(value)) return null;
      if (!isVisible(value)) return 'must not be empty';
      if (countCharacters(value) > max) return `must have at most ${max} characters`;
      return explainLine(value);
    },
    { type: String, minLength: 1, maxLength: max },
    options,
    tidy,
  );

/**
 * Text that is compared whole, such as a password. What nobody can type goes from its ends: line
 * breaks and invisible characters. Inside it nothing is changed, and a space stays where it is.
 */
export const SecretField = (min: number, max: number, options: FieldOptions = {}): PropertyDecorator =>
  defineField(
    (value) => {
      if (typeof value !== 'string') return 'must be text';
      if (value === '') return 'must not be empty';
      const length = countCharacters(value);
      return length < min || length > max ? `must have ${min} to ${max} characters` : null;
    },
    { type: String, minLength: min, maxLength: max, writeOnly: true },
    options,
    trimUnseen,
  );

/** A UUID of any version, in lower case. */
export const UuidField = (options: FieldOptions & { readonly example: string }): PropertyDecorator =>
  defineField(
    (value) => (isUUID(value, 'loose') ? null : 'must be a UUID'),
    { type: String, format: 'uuid' },
    options,
    tidyUuid,
  );

/** A word of `length` letters from A to Z: taken in either case, kept in capitals. */
export const LettersField = (
  length: number,
  options: FieldOptions & { readonly example: string },
): PropertyDecorator => {
  const capitals = new RegExp(`^[A-Z]{${length}}$`);
  return defineField(
    (value) =>
      typeof value === 'string' && capitals.test(value)
        ? null
        : `must be ${length} letters, such as ${options.example}`,
    { type: String, pattern: `^[A-Za-z]{${length}}$` },
    options,
    // toUpperCase turns some letters beyond ASCII into ASCII ones: ſ becomes S.
    (text) => {
      const letters = dropQuotes(joinPasted(text));
      return /^[A-Za-z]+$/.test(letters) ? letters.toUpperCase() : letters;
    },
  );
};

/**
 * A whole number from `min` to `max`, as text or a number; the DTO's property holds digits.
 * @param beyond what to do about a number beyond `max`
 */
export const WholeNumberField = (
  min: number,
  max: number,
  { beyond, ...options }: FieldOptions & { readonly beyond?: string } = {},
): PropertyDecorator =>
  defineField(
    (value) => {
      const isWhole = typeof value === 'string' && /^\d{1,20}$/.test(value);
      if (isWhole && +value >= min && +value <= max) return null;
      const advice = isWhole && +value > max && beyond !== undefined ? `: ${beyond}` : '';
      return `must be a whole number from ${min} to ${max}${advice}`;
    },
    {
      oneOf: [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', pattern: '^\\d+$' },
      ],
    } as ApiPropertyOptions,
    { optional: true, ...options },
    // Spreadsheets write a whole number so. JSON's 1.0 is one too.
    (text) => tidyPasted(text).replace(/^(\d+)\.0+$/, '$1'),
  );
