import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '../config/config.js';
import type { Attributes, OpenSpan, SpanKind } from './open-span.js';
import type { TraceHeaders, Tracer } from './tracer.js';

/** How long the end of the process waits for spans that are still to be sent. */
const FLUSH_MS = 2_000;

/** What became of spans that were to be sent. */
export interface SpanCounts {
  sent: number;
  failed: number;
}

/** Traces, when OTEL_EXPORTER_OTLP_ENDPOINT is set. Otherwise nothing is loaded for them. */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  private constructor(
    private readonly tracer: Tracer | null,
    /** Spans since the start, by whether the collector took them. */
    readonly counts: SpanCounts,
  ) {}

  static async open({ OTEL_EXPORTER_OTLP_ENDPOINT, ...config }: Config): Promise<Tracing> {
    const counts = { sent: 0, failed: 0 };
    if (OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return new Tracing(null, counts);
    const { OtlpTracer } = await import('./otlp-tracer.js');
    const settings = {
      endpoint: OTEL_EXPORTER_OTLP_ENDPOINT,
      headers: config.OTEL_EXPORTER_OTLP_HEADERS,
      ratio: config.OTEL_TRACES_SAMPLER_ARG,
      role: config.ROLE,
    };
    return new Tracing(new OtlpTracer(settings, watchSpans(counts)), counts);
  }

  get isOn(): boolean {
    return this.tracer !== null;
  }

  /** Begins a span of its own trace, or of the caller's; undefined when traces are off. */
  begin(name: string, kind: SpanKind, attributes: Attributes, headers?: TraceHeaders): OpenSpan | undefined {
    return this.tracer?.begin(name, kind, attributes, headers);
  }

  /** Sends what is left, after the last request and the last SMS. It takes 2 s at most. */
  async onApplicationShutdown(): Promise<void> {
    if (this.tracer === null) return;
    await Promise.race([this.tracer.close().catch(() => undefined), delay(FLUSH_MS, undefined, { ref: false })]);
  }
}

/** Counts spans, and says in the log when the collector goes away, and when it is back. */
function watchSpans(counts: SpanCounts): (spans: number, isSent: boolean) => void {
  const logger = new Logger('Tracing');
  let isAway = false;
  return (spans, isSent) => {
    counts[isSent ? 'sent' : 'failed'] += spans;
    if (isSent === !isAway) return;
    isAway = !isSent;
    logger.warn(isSent ? 'traces are sent again' : 'the collector of OTEL_EXPORTER_OTLP_ENDPOINT takes no traces');
  };
}
