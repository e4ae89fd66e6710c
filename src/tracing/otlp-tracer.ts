import { type Tracer as ApiTracer, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Attributes, OpenSpan, SpanKind } from './open-span.js';
import { OtlpSpan } from './otlp-span.js';
import { readTraceParent } from './trace-parent.js';
import type { TraceHeaders, Tracer } from './tracer.js';

/** Spans that wait for the collector. More are dropped, so that memory is bounded: some 4 MB. */
const QUEUE_MOST = 4_096;
const BATCH_MOST = 512;
/** How often what waits is sent, and how long the collector may take. */
const SEND_MS = 2_000;
const SEND_MOST_MS = 5_000;

/** Where spans go, and how many requests have them. */
export interface OtlpSettings {
  /** URL of the collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** `name=value`, comma-separated. */
  readonly headers: string | undefined;
  /** Share of the requests without a trace of their caller's: 0 to 1. */
  readonly ratio: number;
  readonly role: string;
}

/** Hears of each batch how many spans it had, and whether the collector took it. */
type Told = (spans: number, isSent: boolean) => void;

/**
 * Traces by OpenTelemetry's SDK, sent as OTLP over HTTP.
 * - Nothing waits for the collector. What it does not take is dropped.
 * - Nothing of the SDK is global, so that two services in one process do not meet.
 */
export class OtlpTracer implements Tracer {
  private readonly provider: TracerProvider;
  private readonly tracer: ApiTracer;

  constructor({ endpoint, headers, ratio, role }: OtlpSettings, told: Told) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      headers: readHeaders(headers),
      timeoutMillis: SEND_MOST_MS,
      concurrencyLimit: 2,
    });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'agiza', 'agiza.role': role }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: watch(exporter, told),
          maxQueueSize: QUEUE_MOST,
          maxExportBatchSize: BATCH_MOST,
          scheduledDelayMillis: SEND_MS,
          exportTimeoutMillis: SEND_MOST_MS,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('agiza');
  }

  begin(name: string, kind: SpanKind, attributes: Attributes, headers: TraceHeaders = {}): OpenSpan {
    const parent = readTraceParent(headers.traceparent);
    const context = parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
    return OtlpSpan.start(this.tracer, context, name, kind, attributes);
  }

  close(): Promise<void> {
    return this.provider.shutdown();
  }
}

/** Tells of each batch whether it was taken. */
function watch(exporter: SpanExporter, told: Told): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        told(spans.length, result.code === 0);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

/** The headers of OTEL_EXPORTER_OTLP_HEADERS, whose values may be percent-encoded. */
function readHeaders(text = ''): Record<string, string> {
  const entries = text.split(',').filter((entry) => entry.includes('='));
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at).trim(), decodeURIComponent(entry.slice(at + 1).trim())];
    }),
  );
}
