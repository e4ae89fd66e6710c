import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { AppError } from '../../errors.js';
import { tidyUuid } from './written-ids.js';

/** Reads an id in an address as one in a body: `@Param('id', new IdPipe(OrderUnknown))`. */
export class IdPipe implements PipeTransform<string, string> {
  /**
   * @param Unknown the error for a thing that does not exist; no thing of ours has an id that is no
   * UUID
   */
  constructor(private readonly Unknown: new () => AppError) {}

  /** @throws the error that the pipe was made with */
  transform(written: string): string {
    const id = tidyUuid(written);
    if (!isUUID(id, 'loose')) throw new this.Unknown();
    return id;
  }
}
