import { Get, NotFoundException } from '@nestjs/common';
import type { JSX } from 'preact';
import { Config } from '../../../config/config.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { KitPage } from './kit.page.js';

/** The pieces of the pages, for whoever builds pages. Production has no such page. */
@DeskController('desk/kit')
export class KitController {
  constructor(private readonly config: Config) {}

  @Get()
  @AllowStaff('orders:read')
  show(): JSX.Element {
    if (this.config.NODE_ENV === 'production') throw new NotFoundException();
    return <KitPage />;
  }
}
