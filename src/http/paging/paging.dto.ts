import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest, WINDOW } from '../../database/pages.js';
import { Instead } from '../fields/field-rules.js';
import { EXAMPLE_IDS, type FieldOptions, TextField, WholeNumberField } from '../fields/fields.js';
import { joinPasted } from '../fields/pasted-text.js';
import { makeCursor, type PagingQuery } from './paging.js';

/**
 * The most rows of a page of an array route, and what it has with a cursor but no limit.
 * It is ten times that of a list: an array is for programs that read all of it, and counts nothing.
 */
export const ARRAY_PAGE_MAX = 1000;

/**
 * The most rows of a page of a list, which is for people. Each page counts up to {@link WINDOW}
 * rows. A request for more is refused, as at an array.
 */
const PER_PAGE_MAX = 100;

/** Said of both, since both go on in the same way. */
const BEYOND = 'read more by cursor, page after page';

const OTHER_SIZES = ['per_page', 'limit', 'page_size', 'size', 'count', 'rows', 'take', 'top'];
const OTHER_CURSORS = ['next_cursor', 'next', 'after', 'page_token', 'starting_after'];

/** Says the same of every name that others have for the number of rows to skip. */
function forOffsets(instead: string): Readonly<Record<string, string>> {
  return Object.fromEntries(['offset', 'skip', 'start', 'from'].map((name) => [name, instead]));
}

const BY_LINK = 'go on with cursor, as the Link header of the page before says';

const EXAMPLE_CURSOR = makeCursor(EXAMPLE_IDS.order);

/** A cursor, which people paste from one answer into the next request. */
const CursorField = (options: FieldOptions): PropertyDecorator =>
  TextField(100, { optional: true, example: EXAMPLE_CURSOR, ...options }, joinPasted);

/**
 * How a list is to be paged: by number inside the first {@link WINDOW} rows, or by cursor anywhere.
 */
@Instead(forOffsets('go on with page, or with the next_cursor of the page before as cursor'))
export class PagingDto implements PagingQuery {
  @WholeNumberField(1, WINDOW, {
    example: '1',
    prefilled: true,
    description: 'Page by number; 1 if absent.',
    alsoCalled: ['page_number', 'page_no', 'p'],
  })
  readonly page?: string;

  @WholeNumberField(1, PER_PAGE_MAX, {
    example: '10',
    prefilled: true,
    description: 'Rows of a page; 25 if absent, 100 at most.',
    beyond: BEYOND,
    alsoCalled: OTHER_SIZES,
  })
  readonly per_page?: string;

  @CursorField({
    description: 'The `next_cursor` of the page before, instead of `page`.',
    alsoCalled: OTHER_CURSORS,
  })
  readonly cursor?: string;
}

/** How an array route is to be paged; without `limit` it gives every row. */
@Instead({ ...forOffsets(BY_LINK), page: BY_LINK })
export class ArrayPagingDto {
  @WholeNumberField(1, ARRAY_PAGE_MAX, {
    example: 100,
    prefilled: true,
    description: 'Rows of a page; every row if absent, 1000 at most.',
    beyond: BEYOND,
    alsoCalled: OTHER_SIZES,
  })
  readonly limit?: string;

  @CursorField({
    description: 'Where to go on, as the `Link` header of the page before says.',
    alsoCalled: OTHER_CURSORS,
  })
  readonly cursor?: string;
}

/** What every paged answer tells beside its rows. */
export class PagingOfDto {
  @ApiProperty({ type: Number, nullable: true, example: 1, description: 'Null when paged by cursor.' })
  readonly page!: number | null;

  @ApiProperty({ example: 25 })
  readonly per_page!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1,
    description: 'Exact up to 100,000; null beyond, and when paged by cursor.',
  })
  readonly total!: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 1 })
  readonly total_pages!: number | null;

  @ApiProperty({ type: String, nullable: true, example: EXAMPLE_CURSOR, description: 'Null on the last page.' })
  readonly next_cursor!: string | null;

  static of(request: PageRequest, page: Page<unknown>): PagingOfDto {
    return {
      page: request.page,
      per_page: request.perPage,
      total: page.total,
      total_pages: page.total === null ? null : Math.ceil(page.total / request.perPage),
      next_cursor: page.next === null ? null : makeCursor(page.next),
    };
  }
}
