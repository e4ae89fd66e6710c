/** The embedded PostgreSQL cannot be used. The message is one sentence: what is wrong and what to do next. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
