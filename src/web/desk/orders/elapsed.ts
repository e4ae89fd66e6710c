/** A confirmation can be undone for so long, see `OrdersRepository.reopen`. */
const UNDO_MS = 24 * 3_600_000;

const elapsedMs = (since: string): number => Date.now() - Date.parse(since);

/**
 * Whether a confirmation of that time can still be undone. The database decides by its own clock.
 */
export const isUndoable = (confirmedAt: string | null): boolean =>
  confirmedAt !== null && elapsedMs(confirmedAt) < UNDO_MS;
