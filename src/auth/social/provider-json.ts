import { ProviderFailed } from './social.errors.js';

/** Time for one answer, with its body. A sign-in needs two in a row and must end within 10 s. */
const TIMEOUT_MS = 4_000;
/** A profile takes 1 to 5 KB. */
const BODY_BYTES_MOST = 65_536;

/** An answer of a provider: whether its status is 2xx, and its JSON. */
export interface ProviderAnswer {
  readonly ok: boolean;
  readonly body: Readonly<Record<string, unknown>> | readonly unknown[];
}

/**
 * Asks a provider within {@link TIMEOUT_MS} and {@link BODY_BYTES_MOST}, without following
 * redirects.
 * @throws ProviderFailed for no answer in time, a 5xx, and anything but a JSON object or array
 */
export async function askProvider(url: string, request: RequestInit = {}): Promise<ProviderAnswer> {
  try {
    const headers = { Accept: 'application/json', 'User-Agent': 'agiza', ...request.headers };
    const response = await fetch(url, {
      ...request,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await readText(response);
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    return { ok: response.ok, body: parseBody(text) };
  } catch (error) {
    throw new ProviderFailed(error);
  }
}

/** The parser's own error is not passed on: it quotes the text, which may hold a token. */
function parseBody(text: string): ProviderAnswer['body'] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {}
  if (typeof value !== 'object' || value === null) throw new Error('neither a JSON object nor an array');
  return value as ProviderAnswer['body'];
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MOST) throw new Error(`more than ${BODY_BYTES_MOST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
