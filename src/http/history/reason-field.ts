import { TextField } from '../fields/fields.js';

/** Characters of a reason, at most. The column `note` of the histories holds as many. */
const REASON_MOST = 200;

/**
 * Why something is done, which the history keeps as its note. It may be left out.
 * @param of whose history it is
 */
export const ReasonField = (of: 'order' | 'customer', example: string): PropertyDecorator =>
  TextField(REASON_MOST, {
    optional: true,
    example,
    description: `Why; the history of the ${of} keeps it.`,
    alsoCalled: ['note', 'why', 'comment', 'message', 'sababu'],
  });
