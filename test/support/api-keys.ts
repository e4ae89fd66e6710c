import type { Answer, ApiClient } from './test-app.js';

/** A key that was made, with its text. */
export interface MadeKey {
  readonly id: string;
  readonly secret: string;
}

/** Makes a key, with what is asked for besides its name. */
export async function aKey(owner: ApiClient, more: object = {}): Promise<MadeKey> {
  const { status, json } = await owner.post('/api/keys', { name: 'Web shop', ...more });
  if (status !== 201) throw new Error(`a key could not be made: ${status} ${json?.detail}`);
  return { id: json.key.id, secret: json.secret };
}

/** What an answer says of a key that was refused: the code of the problem and its challenge. */
export const refusalOf = ({ status, json, headers }: Answer): object => ({
  status,
  code: String(json?.type).replace('/problems/', ''),
  challenge: headers.get('www-authenticate'),
});
