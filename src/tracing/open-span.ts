/**
 * What a span is told: ids of ours, counts, and words of a short list.
 * No phone number, name, item or value of a statement.
 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** `server` answers a request, `client` asks another system, `internal` is work of ours. */
export type SpanKind = 'internal' | 'server' | 'client';

/** A span that has begun: one piece of work of a trace. */
export interface OpenSpan {
  /** 32 hexadecimal digits, which log lines have too. */
  readonly traceId: string;
  /** Whether it is sent to the collector. One that is not costs next to nothing. */
  readonly isRecorded: boolean;
  set(attributes: Attributes): void;
  /** Notes that something happened now. */
  note(event: string): void;
  /** Notes by which kind of error it failed. Its message may hold values, so it is left out. */
  fail(error: unknown): void;
  end(): void;
  /**
   * Begins a span below this one.
   * @param links spans of whichever trace that it serves
   */
  begin(name: string, kind: SpanKind, attributes: Attributes, links?: readonly OpenSpan[]): OpenSpan;
}
