import { Get } from '@nestjs/common';
import type { JSX } from 'preact';
import { DayFiguresService } from '../../../orders/figures/day-figures.service.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { DeskPage } from './desk.page.js';

/** The first page of the desk: the shop's day. */
@DeskController('desk')
export class DeskHomeController {
  constructor(private readonly figures: DayFiguresService) {}

  @Get()
  @AllowStaff('orders:read')
  async today(): Promise<JSX.Element> {
    return <DeskPage day={await this.figures.today()} />;
  }
}
