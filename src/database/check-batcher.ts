import { BACKGROUND_LIMITS, Batcher } from './batcher.js';
import type { Database } from './database.js';
import type { BatchAnswers, Prepared } from './prepared.js';

/**
 * Makes a batcher of yes-or-no questions, for work in the background.
 * @param statement answers with the ids of those inputs for which it holds
 */
export function createCheckBatcher<Input>(
  database: Database,
  statement: Prepared<BatchAnswers<string>>,
  idOf: (input: Input) => string,
): Batcher<Input, boolean> {
  return new Batcher(async (inputs, terms) => {
    const ids = await database.runBatch(statement, inputs, terms);
    return inputs.map((input) => ids.includes(idOf(input)));
  }, BACKGROUND_LIMITS);
}
