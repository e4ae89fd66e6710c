import { Body, type PipeTransform } from '@nestjs/common';
import { InvalidRequest, unknownField } from '../problems/invalid-request.error.js';

class RefuseFields implements PipeTransform {
  transform(body: object): void {
    const faults = Object.keys(body).map(unknownField);
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

/** Marks the body of a route that takes no fields: any it is sent is refused by name, as everywhere else. */
export const NoFields = (): ParameterDecorator => Body(new RefuseFields());
