import type { FastifyReply } from 'fastify';
import { AppError } from '../../errors.js';

/** A form as somebody filled it in, and what is wrong with it. */
export interface FilledForm {
  /** What was typed, by field. */
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong with a field, by field. */
  readonly faults: Readonly<Record<string, string>>;
  /** What is wrong with the form as a whole; null when it is the fields alone. */
  readonly problem: AppError | null;
}

/** A form that nobody has sent yet. */
export const emptyForm = (values: FilledForm['values'] = {}): FilledForm => ({ values, faults: {}, problem: null });

/** The fields that were typed, each as one text. Spaces around them go. */
export function readTyped<Name extends string>(body: unknown, names: readonly Name[]): Readonly<Record<Name, string>> {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const read = (name: Name): [Name, string] => [name, typeof sent[name] === 'string' ? sent[name].trim() : ''];
  return Object.fromEntries(names.map(read)) as Readonly<Record<Name, string>>;
}

/**
 * Does what a form asks for, or gives the form back with what is wrong.
 * - A fault that the person can mend gives the form, with the status 422, or 409 for a conflict.
 * - Any other error is thrown on.
 */
export async function submit<Done>(
  values: FilledForm['values'],
  reply: FastifyReply,
  work: () => Promise<Done>,
): Promise<{ readonly done: Done } | { readonly again: FilledForm }> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof AppError) || !MENDABLE.has(error.fault)) throw error;
    reply.code(error.fault === 'conflict' || error.fault === 'stale' ? 409 : 422);
    const faults = Object.fromEntries((error.fields ?? []).map(({ field, message }) => [field, message]));
    return { again: { values, faults, problem: error } };
  }
}

/** What the person who sent a form can put right in it. */
const MENDABLE: ReadonlySet<string> = new Set(['invalid', 'missing', 'conflict', 'stale', 'unprocessable', 'limited']);
