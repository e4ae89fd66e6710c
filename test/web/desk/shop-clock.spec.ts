import { describe, expect, it } from '@jest/globals';
import { makeClock } from '../../../src/web/desk/export/shop-clock.js';

/** What the library of the language writes, one time after the other. */
const plainClock = (timeZone: string): ((at: Date) => string) => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => clock.format(at);
};

/** Each minute of the three hours around an instant, and a half minute. */
const minutesAround = (instant: string): Date[] =>
  Array.from({ length: 360 }, (_, n) => new Date(Date.parse(instant) + (n - 180) * 30_000));

describe('makeClock', () => {
  it.each([
    ['Africa/Nairobi', '2026-11-22T21:00:00Z', 'midnight'],
    ['America/New_York', '2026-03-08T07:00:00Z', 'an hour that is left out'],
    ['America/New_York', '2026-11-01T06:00:00Z', 'an hour that comes twice'],
    ['Europe/London', '2026-10-25T01:00:00Z', 'an hour that comes twice'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 'half an hour that is left out'],
    ['Asia/Kathmandu', '2026-11-22T18:15:00Z', 'midnight, three quarters from a whole hour'],
    ['Pacific/Chatham', '2026-04-04T14:00:00Z', 'an hour that comes twice, at a quarter to'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', 'a day that is left out'],
    ['America/St_Johns', '2011-03-13T03:31:00Z', 'a change a minute after midnight'],
    ['Africa/Monrovia', '1972-01-07T00:44:30Z', 'a change at half a minute'],
    ['UTC', '2028-02-29T00:00:00Z', 'a leap day'],
  ])('writes every minute of %s as it is there around %s: %s', (timeZone, instant) => {
    const [clock, plain] = [makeClock(timeZone), plainClock(timeZone)];
    const wrong = minutesAround(instant).filter((at) => clock(at) !== plain(at));
    expect(wrong).toEqual([]);
  });

  it('takes ISO 8601 text as well', () => {
    expect(makeClock('Africa/Nairobi')('2026-11-22T02:47:59.999Z')).toBe('2026-11-22 05:47');
  });

  it('writes times of many years, more quarters of an hour than it remembers', () => {
    const [clock, plain] = [makeClock('Europe/London'), plainClock('Europe/London')];
    const times = Array.from(
      { length: 12_000 },
      (_, n) => new Date(Date.UTC(2015, 0, 1) + n * 7 * 3_600_000 + n * 1000),
    );
    expect([...times, ...times.slice(0, 100)].filter((at) => clock(at) !== plain(at))).toEqual([]);
  });
});
