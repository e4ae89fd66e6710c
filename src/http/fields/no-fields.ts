import { Body, type PipeTransform } from '@nestjs/common';
import { InvalidRequest, refuseField } from '../problems/invalid-request.error.js';

/** Refuses every field of the body by name. */
class NoFieldsPipe implements PipeTransform {
  transform(body: object): void {
    const faults = Object.keys(body).map(refuseField);
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

/**
 * Marks the body of a route that takes no fields. A field that is sent all the same is refused by
 * name.
 */
export const NoFields = (): ParameterDecorator => Body(new NoFieldsPipe());
