/** A confirmation can be undone for so long, see `OrdersRepository.reopen`. */
const UNDO_MS = 24 * 3_600_000;

/** After this time without news of an SMS, the page looks for some less often. */
const NEWS_MS = 5 * 60_000;

const elapsedMs = (since: string): number => Date.now() - Date.parse(since);

/**
 * Whether a confirmation of that time can still be undone. The database decides by its own clock.
 */
export const isUndoable = (confirmedAt: string | null): boolean =>
  confirmedAt !== null && elapsedMs(confirmedAt) < UNDO_MS;

/** How often a page asks for an SMS that changed last at that time, as htmx takes it. */
export const intervalOf = (lastNewsAt: string): string => (elapsedMs(lastNewsAt) < NEWS_MS ? 'every 2s' : 'every 30s');
