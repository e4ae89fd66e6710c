import { ProviderFailed } from './social.errors.js';

/** Time for one answer, the body included. Two follow each other in a sign-in, which must end within 10 s. */
const TIMEOUT_MS = 4_000;
/** A profile takes 1 to 5 KB. */
const BODY_BYTES = 65_536;

/** An answer of a provider: its status, and what its JSON holds. */
export interface ProviderAnswer {
  readonly ok: boolean;
  readonly body: Readonly<Record<string, unknown>> | readonly unknown[];
}

/**
 * Asks a provider, and waits neither long nor for much: {@link TIMEOUT_MS}, {@link BODY_BYTES}, no redirects.
 * @throws ProviderFailed for no answer in time, a 5xx, and anything but a JSON object or array
 */
export async function askProvider(url: string, request: RequestInit = {}): Promise<ProviderAnswer> {
  try {
    const headers = { Accept: 'application/json', 'User-Agent': 'agiza', ...request.headers };
    const response = await fetch(url, { ...request, headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await textOf(response);
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    return { ok: response.ok, body: jsonOf(text) };
  } catch (error) {
    throw new ProviderFailed(error);
  }
}

/** The parser's own errors quote the text, which may hold a token. */
function jsonOf(text: string): ProviderAnswer['body'] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {}
  if (typeof value !== 'object' || value === null) throw new Error('neither a JSON object nor an array');
  return value as ProviderAnswer['body'];
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw new Error(`more than ${BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
