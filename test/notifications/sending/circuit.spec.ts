import { describe, expect, it } from '@jest/globals';
import { Circuit } from '../../../src/notifications/sending/circuit.js';

describe('Circuit', () => {
  it('opens after five faults in a row, for twice as long each time and 30 seconds at most', () => {
    const pauses: number[] = [];
    const circuit = new Circuit((_, pauseMs) => pauses.push(pauseMs));
    for (let n = 0; n < 4; n++) circuit.failed('away', 0);
    expect(circuit.state(0)).toBe('closed');
    let now = 0;
    for (let n = 0; n < 7; n++) {
      circuit.failed('away', now);
      now += pauses.at(-1) ?? 0;
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('counts faults anew after a good answer', () => {
    const circuit = new Circuit();
    for (let n = 0; n < 20; n++) n % 5 === 4 ? circuit.succeeded() : circuit.failed('away', 0);
    expect(circuit.state(0)).toBe('closed');
  });

  it('opens at once when the carrier says stop, and lets one SMS through after the pause', () => {
    const circuit = new Circuit();
    circuit.halted('no-balance', 0);
    expect(circuit.admits(50, 1999)).toBe(0);
    expect(circuit.admits(50, 2000)).toBe(1);
    circuit.began();
    expect(circuit.admits(50, 2001)).toBe(0);
    circuit.succeeded();
    expect(circuit.admits(50, 2002)).toBe(50);
    expect(circuit.reason).toBeNull();
  });

  it('stays open for as long as the carrier asks', () => {
    const circuit = new Circuit();
    for (let n = 0; n < 5; n++) circuit.failed('HTTP 429', 0, 90);
    expect(circuit.state(89_999)).toBe('open');
    expect(circuit.state(90_000)).toBe('half-open');
  });

  it('is not kept open by answers to requests that were under way when it opened', () => {
    const pauses: number[] = [];
    const circuit = new Circuit((_, pauseMs) => pauses.push(pauseMs));
    for (let n = 0; n < 50; n++) circuit.failed('away', n);
    expect(pauses).toEqual([1000]);
  });
});
