import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { AppError } from '../../errors.js';

/** Reads an id in an address, in lower case: `@Param('id', new IdPipe(OrderUnknown))`. */
export class IdPipe implements PipeTransform<string, string> {
  /**
   * @param Unknown the error for a thing that does not exist; no thing of ours has an id that is no
   * UUID
   */
  constructor(private readonly Unknown: new () => AppError) {}

  /** @throws the error that the pipe was made with */
  transform(id: string): string {
    if (!isUUID(id, 'loose')) throw new this.Unknown();
    return id.toLowerCase();
  }
}
