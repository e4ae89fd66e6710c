/** The span of a caller, as `traceparent` names it. */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Its lowest bit says that the caller records the trace. */
  readonly traceFlags: number;
}

/** Version, trace, span and flags. A later version may have more behind them. */
const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * Reads a `traceparent` (W3C Trace Context, 3.2); null when it does not count.
 * Version ff, ids of zeros alone, and anything behind version 00 do not.
 */
export function readTraceParent(text: string | undefined): TraceParent | null {
  const [, version, traceId = '', spanId = '', flags = '', rest] = FORM.exec(text ?? '') ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 };
}
