import { Body, type PipeTransform } from '@nestjs/common';
import { InvalidRequest } from './invalid-request.error.js';

class RefuseFields implements PipeTransform {
  transform(body: object): void {
    const faults = Object.keys(body).map((field) => ({
      field: field.slice(0, 60).toWellFormed(),
      message: 'is not a field of this request',
    }));
    if (faults.length > 0) throw new InvalidRequest(faults);
  }
}

/** Marks the body of a route that takes no fields: any it is sent is refused by name, as everywhere else. */
export const NoFields = (): ParameterDecorator => Body(new RefuseFields());
