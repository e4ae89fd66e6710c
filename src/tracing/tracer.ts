import type { Attributes, OpenSpan, SpanKind } from './open-span.js';

/** The header of a request that names the trace of its caller (W3C Trace Context). */
export interface TraceHeaders {
  readonly traceparent?: string | undefined;
}

/** Makes traces and sends them to a collector. */
export interface Tracer {
  /**
   * Begins a span that no other span of this process is above.
   * @param headers name the span of the caller that it belongs to
   */
  begin(name: string, kind: SpanKind, attributes: Attributes, headers?: TraceHeaders): OpenSpan;
  /** Sends what is left, and ends. */
  close(): Promise<void>;
}
