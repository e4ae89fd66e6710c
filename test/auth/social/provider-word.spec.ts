import { describe, expect, it } from '@jest/globals';
import { cleanWord } from '../../../src/auth/social/provider-word.js';
import { measureWork } from '../../support/deadlines.js';

describe('cleanWord', () => {
  it.each([
    ['redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['temporarily_unavailable: later', 'temporarily_unavailable: later'],
    ['incorrect_client_credentials', 'incorrect_client_credentials'],
    ['https://shop.example/auth/google/callback', 'https://shop.example/auth/google/callback'],
    ['two\r\nlines\tand\u0000', 'two\\u{d}\\u{a}lines\\u{9}and\\u{0}'],
    ['\u202egnp.exe\u2066\u200b\ufeff', '\\u{202e}gnp.exe\\u{2066}\\u{200b}\\u{feff}'],
    ['a\u2028b\u0085\u009b31m\ud800', 'a\\u{2028}b\\u{85}\\u{9b}31m\\u{d800}'],
    ['Habari, dünya 👋', 'Habari, dünya 👋'],
    ['of w.k+shop@example.co.ke, and w%40example.com', 'of [e-mail] and [e-mail]'],
    ['code 4/0AbCdEfGhIjKlMnOpQrStUv', 'code 4/[hidden]'],
    ['token EAAGm0PX4ZCpsBAKZCZBZCZBexample', 'token [hidden]'],
    ['gho_16C7e42F292c6912E7710c838347Ae178B4a', '[hidden]'],
    ['', ''],
  ])('writes %j as %j', (text, word) => {
    expect(cleanWord(text)).toBe(word);
  });

  it('hides the given secrets, as they are and in an address', () => {
    expect(cleanWord('code=abc/def&x=abc%2Fdef', ['abc/def'])).toBe('code=[hidden]&x=[hidden]');
  });

  it('takes nothing away for a secret so short that it is part of words', () => {
    expect(cleanWord('code 1 of 11', ['1', ''])).toBe('code 1 of 11');
  });

  it('cuts to 200 characters, not in the middle of one', () => {
    expect([...cleanWord('👋'.repeat(300))]).toEqual([...'👋'.repeat(199), '…']);
    expect(cleanWord('\n'.repeat(300))).toHaveLength(200);
  });

  it('takes no longer than 50 ms for 64 KB of anything', async () => {
    for (const unit of ['a', '@', 'a@', '%40', ' ', 'aB1-']) {
      const text = unit.repeat(65_536 / unit.length);
      expect(await measureWork(50, () => cleanWord(text, ['abcdefgh']))).toBeLessThan(50);
    }
  });
});
