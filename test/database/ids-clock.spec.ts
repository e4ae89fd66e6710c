import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { makeId } from '../../src/database/ids.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Ids are made by a clock that is `aheadMs` ahead. */
function setAhead(aheadMs: number): void {
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now + aheadMs);
}

describe('makeId, when the clock of the process is set', () => {
  it('goes on upwards when the clock is set back by less than 10 s', () => {
    setAhead(9_000);
    const before = makeId();
    jest.restoreAllMocks();
    expect(makeId() > before).toBe(true);
  });

  it('follows a clock that was an hour ahead and is right again', () => {
    setAhead(3_600_000);
    const ahead = makeId();
    jest.restoreAllMocks();
    const [right, next] = [makeId(), makeId()];
    expect([right < ahead, next > right]).toEqual([true, true]);
    const madeAt = Number.parseInt(right.replace('-', '').slice(0, 12), 16);
    expect(Math.abs(madeAt - Date.now())).toBeLessThan(1_000);
  });
});
