/** An error as a provider wrote it, in its redirect or in the JSON of an answer. */
export interface ProviderError {
  /** The code of RFC 6749, such as `invalid_client`; empty where there is none. */
  readonly error: string;
  readonly description: string;
  /** Facebook's and Google's number of the error. */
  readonly number: number | null;
}

/** The parameters by which providers tell an error in their redirect. */
export const ERROR_WORDS = ['error', 'error_reason', 'error_description', 'error_message', 'error_code'];

/** Reads the error of a provider's redirect (RFC 6749, 4.1.2.1); null when it has none. */
export function readRedirectError(query: Readonly<Record<string, string>>): ProviderError | null {
  if (!('error' in query || 'error_code' in query)) return null;
  const { error = '', error_reason = '', error_description, error_message, error_code = '' } = query;
  const description = error_description ?? error_message ?? '';
  return {
    error: error_reason === 'user_denied' ? error_reason : error,
    description,
    number: /^\d{1,9}$/.test(error_code) ? Number(error_code) : null,
  };
}

/**
 * Reads the error in the JSON of an answer. All is empty where there is none.
 * - Google and GitHub have `error` and `error_description` (RFC 6749, 5.2).
 * - Facebook and Google's other APIs have an object in `error`. GitHub's API has only `message`.
 */
export function readBodyError(body: unknown): ProviderError {
  const fields = asRecord(body);
  const inner = asRecord(fields.error);
  const { type, status, code, message } = inner;
  return {
    error: readText(fields.error) || readText(type) || readText(status),
    description: readText(fields.error_description) || readText(message) || readText(fields.message),
    number: Number.isSafeInteger(code) ? (code as number) : null,
  };
}

/** The error as one line, such as `invalid_client: The OAuth client was not found.`. */
export function formatError({ error, description, number }: ProviderError): string {
  const name = [error, number === null ? '' : `(${number})`].filter(Boolean).join(' ');
  return [name, description].filter(Boolean).join(': ');
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const readText = (value: unknown): string => (typeof value === 'string' ? value : '');
