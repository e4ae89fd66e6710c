/** The database cannot be used at start. The message says why and what to do, in one sentence. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
