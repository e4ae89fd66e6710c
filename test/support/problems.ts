import type { Answer } from './test-app.js';

/** SQL, names of constraints and packages, and stack traces, none of which an answer may hold. */
const INSIDES =
  /select |insert |\w_\w+_key\b|_check\b|_fkey\b|postgres|typeorm|fastify|nest|class-validator|node_modules|[/\\]src[/\\]|\bat .+:\d+:\d+/i;

/** The fields that a 400 names. Empty for any other answer. */
export const faultyFields = (answer: Answer): string[] =>
  answer.status === 400 ? (answer.json?.errors ?? []).map(({ field }: { field: string }) => field) : [];

/** How an answer differs from a problem document with that status; null when it does not. */
export function wrongProblem(answer: Answer, status: number): string | null {
  if (answer.status !== status) return `${answer.status} instead of ${status}: ${answer.text.slice(0, 200)}`;
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json'))
    return `sent as ${answer.headers.get('content-type')}`;
  if (answer.json.status !== status || answer.json.request_id !== answer.headers.get('x-request-id'))
    return `incomplete: ${answer.text}`;
  return INSIDES.test(answer.text) ? `tells too much: ${answer.text}` : null;
}
