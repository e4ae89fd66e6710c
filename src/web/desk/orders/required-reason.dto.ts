import { TextField } from '../../../http/fields/fields.js';

/** Characters of a reason, at most. The column `note` of the histories holds as many. */
const REASON_MOST = 200;

/**
 * Why an order is cancelled, or its confirmation undone. Programs may leave it out. Staff are asked,
 * since the next one reads the history while the customer is on the line.
 */
export class RequiredReasonDto {
  @TextField(REASON_MOST, { example: 'The customer rang.' })
  readonly reason!: string;
}
