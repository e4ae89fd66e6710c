import { Transform } from 'class-transformer';
import { IsOptional, isEmail, ValidateBy } from 'class-validator';
import { getCountries } from 'libphonenumber-js/max';
import { removeMargins, removeQuotes } from './clean-text.js';

/** Applies several decorators as one. */
export const allOf =
  (...rules: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    for (const rule of rules) rule(target, key);
  };

/** Changes the text of a variable before it is checked. A value that is no text stays as it is. */
export const change = (convert: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' ? convert(value) : value));

/**
 * Refuses a value for which `explain` has a sentence.
 * The sentence follows the variable's name, says what is wanted, and shows no value.
 */
export const refuse = (explain: (value: unknown) => string | null): PropertyDecorator =>
  ValidateBy({
    name: 'refuse',
    validator: {
      validate: (value) => explain(value) === null,
      defaultMessage: (details) => explain(details?.value) ?? '',
    },
  });

/** Refuses a text that the pattern does not match. */
export const match = (pattern: RegExp, sentence: string): PropertyDecorator =>
  refuse((value) => (typeof value === 'string' && pattern.test(value) ? null : sentence));

/** Refuses a list that is empty, or one of whose entries does not hold. */
const eachEntry = (holds: (entry: string) => boolean, sentence: string): PropertyDecorator =>
  refuse((value) => (Array.isArray(value) && value.length > 0 && value.every(holds) ? null : sentence));

/** Words that mean `on` or `off` too. */
const SYNONYMS: Readonly<Record<string, string>> = {
  ...{ true: 'on', yes: 'on', 1: 'on', enabled: 'on' },
  ...{ false: 'off', no: 'off', 0: 'off', disabled: 'off' },
};

/** One of the given words, in capital or small letters. `true`, `yes` and `1` stand for `on`. */
export const oneOf = (...words: readonly string[]): PropertyDecorator =>
  allOf(
    change((text) => {
      const word = text.toLowerCase();
      const other = SYNONYMS[word] ?? word;
      return [word, other].find((each) => words.includes(each)) ?? text;
    }),
    exactlyOneOf(...words),
  );

/** One of the given words as it is written. */
export const exactlyOneOf = (...words: readonly string[]): PropertyDecorator => {
  const list = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  return refuse((value) => (words.includes(String(value)) ? null : `must be ${list}, in small letters`));
};

/** A whole number from `least` to `most`, both included, in digits alone. */
export const wholeNumber = (least: number, most: number): PropertyDecorator =>
  allOf(
    change((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text)),
    refuse((value) =>
      typeof value === 'number' && value >= least && value <= most
        ? null
        : `must be a whole number from ${least} to ${most}, in digits alone`,
    ),
  );

/** A share of a whole: a decimal number from 0 to 1. */
export const share = allOf(
  change((text) => (/^(0|1|0?\.\d{1,6}|0\.0+|1\.0+)$/.test(text) ? Number(text) : text)),
  refuse((value) =>
    typeof value === 'number' ? null : 'must be a share from 0 to 1, such as 0.05 for one request in twenty',
  ),
);

/**
 * Several values in one variable, with commas or line breaks between them.
 * Spaces and quotes around one are removed, and so are empty ones and repeated ones.
 */
export function splitList(text: string): string[] {
  const entries = text.split(/[,\r\n]/).map((entry) => removeQuotes(removeMargins(entry)));
  return [...new Set(entries.filter((entry) => entry !== ''))];
}

/** A list in which capital and small letters mean the same, so that repeated entries are found. */
const listInCapitals = change((text) => [...new Set(splitList(text).map((entry) => entry.toUpperCase()))]);

/** A text in capital letters, however it is written. */
export const inCapitals = change((text) => text.toUpperCase());

/** One secret or more, each of `least` to `most` characters, comma-separated. */
export const secretList = (least: number, most: number, shape = /^/): PropertyDecorator =>
  allOf(
    change(splitList),
    refuse((value) =>
      Array.isArray(value) && value[0]?.startsWith('[') && value.at(-1)?.endsWith(']')
        ? 'must be a list with commas between its entries, without brackets around it'
        : null,
    ),
    eachEntry(
      (entry) => entry.length >= least && entry.length <= most && shape.test(entry),
      describeSecrets(least, most),
    ),
  );

function describeSecrets(least: number, most: number): string {
  const length = least > 1 ? `${least} characters or more` : `1 to ${most} characters without spaces`;
  return `must be one or more secrets of ${length}, separated by commas`;
}

/** A secret of `least` characters or more. */
export const longSecret = (least: number): PropertyDecorator =>
  refuse((value) =>
    typeof value === 'string' && value.length >= least
      ? null
      : `must have ${least} characters or more; openssl rand -base64 ${least} makes one`,
  );

/** Text that may be left out, but is not empty. */
export const optionalText = allOf(IsOptional(), match(/./s, 'must not be empty'));

/** Printable ASCII without spaces, `least` characters or more. It may be left out. */
export const optionalCredential = (least = 1): PropertyDecorator =>
  allOf(
    IsOptional(),
    refuse((value) =>
      typeof value === 'string' && value.length >= least && /^[!-~]+$/.test(value)
        ? null
        : `must be ${least > 1 ? `${least} or more ` : ''}letters, digits and signs of ASCII, without spaces`,
    ),
  );

/** E-mail addresses, comma-separated. There may be none. */
export const emailList = allOf(
  change((text) => {
    const entries = splitList(text.toLowerCase());
    return entries.length > 0 ? entries : text;
  }),
  refuse((value) =>
    Array.isArray(value) && value.every((entry) => isEmail(entry))
      ? null
      : 'must be e-mail addresses such as staff@example.com, separated by commas',
  ),
);

const isCountry = (code: unknown): boolean => getCountries().some((country) => country === code);

/** A country that has telephone numbers, as ISO 3166 alpha-2. */
export const country = allOf(
  inCapitals,
  refuse((value) => (isCountry(value) ? null : 'must be a country with telephones, as two letters such as KE')),
);

/** One such country or more, comma-separated. */
export const countryList = allOf(
  listInCapitals,
  eachEntry(isCountry, 'must be countries with telephones, as two letters such as KE, separated by commas'),
);
