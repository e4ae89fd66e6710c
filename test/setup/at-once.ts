import type { Answer } from './test-app.js';

/** Sends twenty requests at once, or `times` of them. */
export const atOnce = (send: (n: number) => Promise<Answer>, times = 20): Promise<Answer[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => send(n)));

/** How many answers had each status. */
export const statuses = (answers: readonly Answer[]): Record<number, number> => {
  const each = answers.map(({ status }) => status);
  return Object.fromEntries(each.map((status) => [status, each.filter((other) => other === status).length]));
};
