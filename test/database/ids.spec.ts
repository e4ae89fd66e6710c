import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { makeId } from '../../src/database/ids.js';

describe('makeId', () => {
  it('gives UUIDv7s of this moment, each greater than the one before', () => {
    const before = Date.now();
    const ids = Array.from({ length: 20_000 }, makeId);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? ''))).toBe(true);
    const times = ids.map((id) => Number.parseInt(id.replace('-', '').slice(0, 12), 16));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(before);
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
  });

  it('gives random ends to ids of the same moment', () => {
    const tails = new Set(Array.from({ length: 20_000 }, () => makeId().slice(-11)));
    expect(tails.size).toBeGreaterThan(19_990);
  });
});
