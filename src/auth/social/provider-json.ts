import { formatError, readBodyError } from './provider-error.js';
import { cleanWord, type ProviderWord } from './provider-word.js';
import { ProviderFailed } from './social.errors.js';

/** Time for one answer, with its body. A sign-in needs two in a row and must end within 10 s. */
const TIMEOUT_MS = 4_000;
/** A profile takes 1 to 5 KB. */
const BODY_BYTES_MOST = 65_536;

/** What a provider is asked for, as the log says it. */
export interface Asked {
  readonly step: ProviderWord['step'];
  /** What must not be logged. */
  readonly secrets: readonly string[];
}

/** An answer of a provider, and whether its status is 2xx. */
export interface ProviderAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly body: Readonly<Record<string, unknown>> | readonly unknown[];
}

/**
 * Asks a provider within {@link TIMEOUT_MS} and {@link BODY_BYTES_MOST}, without following
 * redirects.
 * @throws ProviderFailed for no answer in time, a 5xx, a 429, and anything but a JSON object or
 *   array
 */
export async function askProvider(url: string, asked: Asked, request: RequestInit = {}): Promise<ProviderAnswer> {
  const answer = await fetchJson(url, request).catch((error) => {
    const text = cleanWord(describeFailure(error), asked.secrets);
    throw new ProviderFailed({ step: asked.step, text, isOurs: true }, error);
  });
  if (answer.status >= 500 || answer.status === 429) throw new ProviderFailed(describeAnswer(answer, asked));
  return answer;
}

/** An answer for the log: its status, and the error in it if there is one. */
export function describeAnswer({ status, body }: ProviderAnswer, { step, secrets }: Asked): ProviderWord {
  const said = formatError(readBodyError(body));
  const text = cleanWord(said === '' ? `status ${status}` : `status ${status}: ${said}`, secrets);
  return { step, text, isOurs: true };
}

async function fetchJson(url: string, request: RequestInit): Promise<ProviderAnswer> {
  const headers = { Accept: 'application/json', 'User-Agent': 'agiza', ...request.headers };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { ...request, headers, redirect: 'error', signal });
  const { status, ok } = response;
  return { status, ok, body: parseBody(await readText(response), status) };
}

/** The parser's own error is not passed on: it quotes the text, which may hold a token. */
function parseBody(text: string, status: number): ProviderAnswer['body'] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {}
  if (typeof value !== 'object' || value === null)
    throw new Error(`status ${status}, and neither a JSON object nor an array`);
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

/** Why there is no answer that can be read. `fetch` itself says only "fetch failed". */
function describeFailure(error: unknown): string {
  const { name, message, cause } = error as Partial<Error>;
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const { code, message: detail } = (cause ?? {}) as { code?: unknown; message?: unknown };
  const reason = code ?? detail;
  return typeof reason === 'string' ? `${message}: ${reason}` : (message ?? 'no answer');
}
