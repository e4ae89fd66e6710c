import { request } from 'node:http';
import type { Answer } from './test-app.js';

/** The request that a `curl` command sends. */
export interface CurlCommand {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** The value of `--data` with its line breaks. Null without one. */
  readonly body: string | null;
}

/** The commands of a document by the heading above each, such as `ADMIN LOGIN (POST)`. */
export const commandsIn = (markdown: string): ReadonlyMap<string, string> =>
  new Map(
    [...markdown.matchAll(/\*\*(.+)\*\*\n\n```bash\n([\s\S]*?)```/g)].map(([, heading = '', command = '']) => [
      heading,
      command,
    ]),
  );

/**
 * Reads a command as a POSIX shell and curl do.
 * @throws Error for an option that the documents do not use
 */
export function parseCurl(command: string): CurlCommand {
  const [program, ...words] = wordsOf(command);
  if (program !== 'curl') throw new Error(`no curl command: ${command}`);
  const headers: Record<string, string> = { 'User-Agent': 'curl/8.5.0', Accept: '*/*' };
  const data: string[] = [];
  let url: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '-H') {
      const [name = '', ...value] = (words[++at] ?? '').split(':');
      headers[name] = value.join(':').trim();
    } else if (word === '--data' || word === '--data-raw') {
      const text = words[++at] ?? '';
      if (word === '--data' && text.startsWith('@')) throw new Error(`--data from a file is not read here: ${text}`);
      data.push(text);
    } else if (word.startsWith('-') && word !== '--location') throw new Error(`unknown option of curl: ${word}`);
    else if (!word.startsWith('-')) url = word;
  }
  if (url === undefined) throw new Error(`no address: ${command}`);
  if (data.length === 0) return { url, method: 'GET', headers, body: null };
  return {
    url,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: data.join('&'),
  };
}

/** Sends what the command would, byte for byte. It follows no redirect. */
export function send({ url, method, headers, body }: CurlCommand): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const received = new Headers();
        for (const [name, value] of Object.entries(response.headers)) received.append(name, String(value));
        const json = received.get('content-type')?.includes('json') ? JSON.parse(text) : null;
        resolve({ status: response.statusCode ?? 0, headers: received, text, json });
      });
    });
    call.on('error', reject);
    call.end(body ?? undefined);
  });
}

/** Splits a command at blanks outside quotes. A backslash before a line break counts as a blank. */
function wordsOf(command: string): string[] {
  const quoted = command.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\[^\n]|[^\s'"\\])+/g) ?? [];
  return quoted.map((word) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
      (_, single, double, escaped) => single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped,
    ),
  );
}
