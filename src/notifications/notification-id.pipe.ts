import type { PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotificationUnknown } from './notifications.errors.js';

/** A text's id in an address; what is no UUID is no text of ours. @throws NotificationUnknown */
export class NotificationIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (!isUUID(id, 'loose')) throw new NotificationUnknown();
    return id.toLowerCase();
  }
}
