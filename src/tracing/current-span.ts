import { AsyncLocalStorage } from 'node:async_hooks';
import type { Attributes, OpenSpan } from './open-span.js';

/** Where in which traces work is done. */
interface Place {
  /** What the work belongs to. */
  readonly span: OpenSpan;
  /** The spans that it is done for, when one statement serves several. */
  readonly serves: readonly OpenSpan[];
  /** Calls that share the statement; 1 for one that is not shared. */
  readonly batchSize: number;
}

/** Nothing is kept here while no request is traced, so that nothing is paid for it. */
const places = new AsyncLocalStorage<Place>();

/** The recorded span that the present work belongs to. */
export const currentSpan = (): OpenSpan | undefined => places.getStore()?.span;

/** Does `work` as a part of a span. A span that is not recorded changes nothing. */
export function within<T>(span: OpenSpan | undefined, work: () => T): T {
  return span?.isRecorded === true ? places.run({ span, serves: [], batchSize: 1 }, work) : work();
}

/**
 * Does `work` for several calls at once.
 * - It is part of the first call's span, and linked to the span of each call.
 * - It is part of no span when no call is traced, whoever began it.
 * @param spans the span of each call; undefined for a call that is not traced
 */
export function serve<T>(spans: readonly (OpenSpan | undefined)[], work: () => T): T {
  const serves = [...new Set(spans.filter((span) => span !== undefined))];
  const [span] = serves;
  if (span !== undefined) return places.run({ span, serves, batchSize: spans.length }, work);
  return places.getStore() === undefined ? work() : places.exit(work);
}

/**
 * Measures one statement, if the present work is traced.
 * @param name of the prepared statement, or its first word. It holds no value.
 */
export async function traceStatement<T>(name: string, work: () => Promise<T>): Promise<T> {
  const place = places.getStore();
  if (place === undefined) return work();
  const { batchSize } = place;
  const attributes = { 'db.system.name': 'postgresql', 'db.query.summary': name };
  const span = place.span.begin(name, 'client', attributes, place.serves);
  if (batchSize > 1) span.set({ 'db.operation.batch.size': batchSize });
  try {
    return await work();
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** Measures work of ours below the present span, if the present work is traced. */
export async function traceWork<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const span = currentSpan()?.begin(name, 'internal', attributes);
  try {
    return await within(span, work);
  } catch (error) {
    span?.fail(error);
    throw error;
  } finally {
    span?.end();
  }
}
