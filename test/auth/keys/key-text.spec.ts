import { describe, expect, it } from '@jest/globals';
import { makeKeyText, readKeyId } from '../../../src/auth/keys/key-text.js';
import { EXAMPLE_IDS } from '../../../src/http/fields/fields.js';

const ID = EXAMPLE_IDS.apiKey;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789ABCXYZ_-. '];

/** The text with another character in one place. */
const withOther = (text: string, at: number, other: string): string => text.slice(0, at) + other + text.slice(at + 1);

/** Texts that are read as a key although they are not the one that was made. */
const taken = (texts: readonly string[], text: string): string[] =>
  texts.filter((each) => each !== text && readKeyId(each) !== null);

describe('the text of an API key', () => {
  const text = makeKeyText(ID);

  it('has the id, 160 random bits and check digits, in a form that scanners for secrets find', () => {
    expect(text).toMatch(/^agz_0192d3a07c1f7e2b9a433f6d2c1b0a94_[a-z2-7]{32}_[a-z2-7]{7}$/);
    expect(readKeyId(text)).toBe(ID);
    expect(readKeyId(EXAMPLE_IDS.apiKeyText)).toBe(ID);
  });

  it('is another one each time, and uses every letter in every place', () => {
    const secrets = Array.from({ length: 4_000 }, () => makeKeyText(ID).split('_')[2] ?? '');
    expect(new Set(secrets).size).toBe(secrets.length);
    const seen = Array.from({ length: 32 }, (_, at) => new Set(secrets.map((secret) => secret[at])).size);
    expect(seen).toEqual(Array(32).fill(32));
  });

  it('is refused with any one character changed, left out or added', () => {
    const places = Array.from(text, (_, at) => at);
    const changed = places.flatMap((at) => LETTERS.map((other) => withOther(text, at, other)));
    const shorter = places.map((at) => text.slice(0, at) + text.slice(at + 1));
    const longer = places.flatMap((at) => LETTERS.map((other) => text.slice(0, at) + other + text.slice(at)));
    expect(changed.length + shorter.length + longer.length).toBeGreaterThan(7_000);
    expect(taken([...changed, ...shorter, ...longer], text)).toEqual([]);
  });

  it('is refused with two neighbours exchanged, and with two characters changed', () => {
    const swapped = Array.from(text, (_, at) =>
      withOther(withOther(text, at, text[at + 1] ?? ''), at + 1, text[at] ?? ''),
    );
    const twice = Array.from({ length: 70 }, (_, at) => withOther(withOther(text, at + 4, 'a'), at + 6, '7'));
    expect(taken([...swapped, ...twice], text)).toEqual([]);
  });

  it('is refused in capitals, with spaces, in quotes, and when it is something else', () => {
    const [head = ''] = text.split('_');
    const others = [
      text.toUpperCase(),
      ` ${text}`,
      `${text} `,
      `${text}\n`,
      `"${text}"`,
      `${text}${text}`,
      head,
      'agz_',
      '',
    ];
    expect(taken(others, text)).toEqual([]);
  });
});
