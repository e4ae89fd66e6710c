import { connect } from 'node:net';
import type { Answer } from './test-app.js';

/** Names that belong to the machinery behind the API and must never show in an answer. */
const INSIDES =
  /select |insert |\w_\w+_key\b|_check\b|_fkey\b|postgres|typeorm|fastify|nest|class-validator|node_modules|[/\\]src[/\\]|\bat .+:\d+:\d+/i;

/** The fields that a 400 names; empty for any other answer. */
export const faultyFields = (answer: Answer): string[] =>
  answer.status === 400 ? (answer.json?.errors ?? []).map(({ field }: { field: string }) => field) : [];

/** What is wrong with an answer that ought to be a problem of ours with that status; null when nothing is. */
export function wrongProblem(answer: Answer, status: number): string | null {
  if (answer.status !== status) return `${answer.status} instead of ${status}: ${answer.text.slice(0, 200)}`;
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return `sent as ${answer.headers.get('content-type')}`;
  if (answer.json.status !== status || answer.json.request_id !== answer.headers.get('x-request-id')) return `not whole: ${answer.text}`;
  return INSIDES.test(answer.text) ? `tells too much: ${answer.text}` : null;
}

/** Sends bytes as they are, such as no HTTP client would, and gives the status line's code and the whole answer. */
export function sendBytes(url: string, bytes: Buffer | string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.setTimeout(15_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text });
    });
  });
}
