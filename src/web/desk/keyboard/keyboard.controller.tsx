import { Get } from '@nestjs/common';
import type { JSX } from 'preact';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { KeyboardPage, KeyList } from './keyboard.page.js';

/** The keys of the desk: a page, and what the dialog of every page shows. */
@DeskController('desk/keyboard')
export class KeyboardController {
  @Get()
  @AllowStaff('orders:read')
  show(@Exchange() { request }: RequestExchange): JSX.Element {
    return isForHtmx(request) ? <KeyList isDialog /> : <KeyboardPage />;
  }
}
