import { type IncomingMessage, request } from 'node:http';
import type { Browser } from './browser.js';
import { waitFor } from './waiting.js';

/** An answer of server-sent events, as far as it has come. */
export interface EventStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** All of it so far. */
  readonly text: string;
  /** The names of its events so far. */
  readonly names: readonly string[];
  readonly isOver: boolean;
  /** Waits until an event of that name came, and gives all names. */
  hear(name: string, ms?: number): Promise<readonly string[]>;
  /** Forgets what came so far. */
  forget(): void;
  close(): void;
}

/** Opens a stream and reads as it comes. */
export function openStream(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, headers: { Accept: 'text/event-stream', ...headers } }, (answer) => {
      let [text, isOver] = ['', false];
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      answer.once('close', () => {
        isOver = true;
      });
      answer.on('error', () => undefined);
      const stream: EventStream = {
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        get text() {
          return text;
        },
        get names() {
          return Array.from(text.matchAll(/^event: (.*)$/gm), ([, name = '']) => name);
        },
        get isOver() {
          return isOver;
        },
        hear: (name, ms) =>
          waitFor(
            () => stream.names,
            (names) => names.includes(name),
            ms,
          ),
        forget: () => {
          text = '';
        },
        close: () => sent.destroy(),
      };
      resolve(stream);
    });
    sent.once('error', reject).end();
  });
}

/** The session of a browser, as a header. */
export const sessionOf = ({ cookies }: Browser): Record<string, string> => ({
  Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});
