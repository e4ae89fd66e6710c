import { describe, expect, it } from '@jest/globals';
import { readTraceParent } from '../../src/tracing/trace-parent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('traceparent', () => {
  it('names trace, span and whether the caller records, also in a later version', () => {
    const recorded = { traceId: TRACE, spanId: SPAN, traceFlags: 1 };
    expect(readTraceParent(`00-${TRACE}-${SPAN}-01`)).toEqual(recorded);
    expect(readTraceParent(`00-${TRACE}-${SPAN}-00`)).toEqual({ ...recorded, traceFlags: 0 });
    expect(readTraceParent(`00-${TRACE}-${SPAN}-03`)).toEqual(recorded);
    expect(readTraceParent(`cc-${TRACE}-${SPAN}-01-what-comes-later`)).toEqual(recorded);
  });

  it('does not count when it breaks a rule of the standard', () => {
    for (const text of [
      undefined,
      '',
      `00-${TRACE}-${SPAN}`,
      `00-${TRACE.toUpperCase()}-${SPAN}-01`,
      `00-${'0'.repeat(32)}-${SPAN}-01`,
      `00-${TRACE}-${'0'.repeat(16)}-01`,
      `ff-${TRACE}-${SPAN}-01`,
      `00-${TRACE}-${SPAN}-01-more`,
      `00-${TRACE}-${SPAN}-1`,
      ` 00-${TRACE}-${SPAN}-01`,
    ])
      expect(readTraceParent(text)).toBeNull();
  });
});
