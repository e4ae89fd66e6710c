import { describe, expect, it } from '@jest/globals';
import { chooseEncoding } from '../../src/http/static-file.js';

describe('chooseEncoding', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['GZIP , BR;Q=0', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', null],
    ['identity', null],
    ['br;q=mango', null],
    ['', null],
  ])('takes of %j the encoding %s', (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });
});
