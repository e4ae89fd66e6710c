import { type Context, type Span, SpanKind, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import type { Attributes, SpanKind as Kind, OpenSpan } from './open-span.js';

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** A span of OpenTelemetry's SDK, with what the rest of the service may do with it. */
export class OtlpSpan implements OpenSpan {
  readonly traceId: string;
  readonly isRecorded: boolean;

  private constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
    private readonly context: Context,
  ) {
    const { traceId, traceFlags } = span.spanContext();
    this.traceId = traceId;
    this.isRecorded = (traceFlags & TraceFlags.SAMPLED) !== 0;
  }

  /** @param context names the span that it is below */
  static start(
    tracer: Tracer,
    context: Context,
    name: string,
    kind: Kind,
    attributes: Attributes,
    links: readonly OpenSpan[] = [],
  ): OtlpSpan {
    const options = {
      kind: KINDS[kind],
      attributes,
      links: links.flatMap((link) => (link instanceof OtlpSpan ? [{ context: link.span.spanContext() }] : [])),
    };
    return new OtlpSpan(tracer, tracer.startSpan(name, options, context), context);
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  note(event: string): void {
    this.span.addEvent(event);
  }

  fail(error: unknown): void {
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.setAttribute('error.type', String(code ?? name ?? 'unknown'));
  }

  end(): void {
    this.span.end();
  }

  begin(name: string, kind: Kind, attributes: Attributes, links?: readonly OpenSpan[]): OpenSpan {
    return OtlpSpan.start(this.tracer, trace.setSpan(this.context, this.span), name, kind, attributes, links);
  }
}
