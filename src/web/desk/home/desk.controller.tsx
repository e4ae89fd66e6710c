import { Get } from '@nestjs/common';
import type { JSX } from 'preact';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { DeskPage } from './desk.page.js';

/** The first page of the desk: the shop's day. */
@DeskController('desk')
export class DeskHomeController {
  @Get()
  @AllowStaff('orders:read')
  today(): JSX.Element {
    return <DeskPage />;
  }
}
