import { AFTER_ALL_IDS, type PageRequest } from '../../database/pages.js';
import { readCursor } from '../../http/paging/paging.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';

/**
 * The page of a list that the cursor in an address names, newest first. Any other text than a
 * cursor of ours gives the first page. Nothing is counted.
 */
export function readCursorPage(cursor: string, perPage: number): PageRequest {
  return { page: null, perPage, offset: 0, before: readKey(cursor) ?? AFTER_ALL_IDS, counted: false };
}

export const isFirstPage = ({ before }: PageRequest): boolean => before === AFTER_ALL_IDS;

function readKey(cursor: string): string | null {
  try {
    return readCursor(cursor, 'id');
  } catch (error) {
    if (error instanceof InvalidRequest) return null;
    throw error;
  }
}
