import { Body, type PipeTransform, Query } from '@nestjs/common';
import { InvalidRequest, refuseField } from '../problems/invalid-request.error.js';

/** Refuses every field by name. */
class NoFieldsPipe implements PipeTransform {
  transform(fields: object): void {
    const faults = Object.keys(fields).map(refuseField);
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

/**
 * Marks the body of a route that takes no fields. A field that is sent all the same is refused by
 * name.
 */
export const NoFields = (): ParameterDecorator => Body(new NoFieldsPipe());

/** The same for a route whose address takes no fields behind a `?`. */
export const NoQuery = (): ParameterDecorator => Query(new NoFieldsPipe());
