import { describe, expect, it } from '@jest/globals';
import { readReturnPath } from '../../../src/auth/social/sign-in-purpose.js';

describe('returnPath', () => {
  it.each(['/', '/profile', '/?page=2', '/orders/0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99'])(
    'gives %s back as it is',
    (path) => {
      expect(readReturnPath(path)).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/profile\n',
    ' /profile',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '%2f%2fevil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example',
    '/@evil.example',
    '@evil.example',
    '.evil.example',
    '/..//evil.example',
    '/profile#@evil.example',
    '/?next=//evil.example',
    '/profile/',
    '',
    `/${'a'.repeat(300)}`,
    undefined,
    null,
    ['/profile'],
    {},
  ])('gives / instead of %j', (path) => {
    expect(readReturnPath(path)).toBe('/');
  });
});
