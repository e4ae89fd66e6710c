import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { Acting } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { readCursor } from '../../../http/paging/paging.js';
import { AttentionService } from '../../../notifications/attention/attention.service.js';
import { type ResendSummary, ResendsService } from '../../../notifications/attention/resends.service.js';
import { NotificationUnknown } from '../../../notifications/notifications.errors.js';
import { CallListService } from '../../../orders/calling/call-list.service.js';
import { ChangesService } from '../../../orders/changes/changes.service.js';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import type { FormAnswer } from '../../kit/page.interceptor.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { CauseList, CausePage, type CausePageProps, CausePart } from './cause.page.js';
import { type CauseGroup, groupByCause, readCause } from './cause-groups.js';
import { Messages, MessagesPage, type MessagesProps } from './messages.page.js';
import { noteOf, pathOf, type ResendNote, readDownTo, readNote, readShown } from './resend-form.js';
import type { SmsCause } from './sms-state.words.js';

/** The newest of each reason that the overview shows. */
const NEWEST_OF_EACH = 3;

/** SMS that wait or need somebody, by reason, and sending them once more. */
@DeskController('desk/messages')
export class MessagesController {
  constructor(
    private readonly attention: AttentionService,
    private readonly calls: CallListService,
    private readonly resends: ResendsService,
    private readonly changes: ChangesService,
  ) {}

  @Get()
  @AllowStaff('notifications:read')
  async show(
    @Query() query: Readonly<Record<string, unknown>>,
    @Exchange() { request }: RequestExchange,
  ): Promise<JSX.Element> {
    const mark = await this.changes.mark();
    const cause = readCause(query.reason);
    if (cause === null) {
      const overview = await this.overview();
      return isForHtmx(request) ? <Messages {...overview} /> : <MessagesPage {...overview} mark={mark} />;
    }
    const before = typeof query.cursor === 'string' ? readCursor(query.cursor, 'id') : null;
    const shown = await this.read(cause, before, readNote(query));
    return isForHtmx(request) ? <CauseList {...shown} /> : <CausePage {...shown} mark={mark} />;
  }

  @Post('resend')
  @AllowStaff('notifications:send')
  @HttpCode(200)
  async resendAll(@Body() body: Readonly<Record<string, unknown>>, @Acting('desk') actor: Actor): Promise<FormAnswer> {
    const { cause, asOf } = readShown(body);
    const { reasons } = await this.group(cause);
    return this.answer(cause, await this.resends.resendAll(reasons, readDownTo(body), asOf, actor));
  }

  @Post(':id/resend')
  @AllowStaff('notifications:send')
  @HttpCode(200)
  async resend(
    @Param('id', new IdPipe(NotificationUnknown)) id: string,
    @Body() body: Readonly<Record<string, unknown>>,
    @Acting('desk') actor: Actor,
  ): Promise<FormAnswer> {
    const { cause, asOf } = readShown(body);
    return this.answer(cause, await this.resends.resend([id], asOf, actor));
  }

  private async overview(): Promise<MessagesProps> {
    const [waiting, budget, counts] = await Promise.all([
      this.attention.waiting(),
      this.attention.budget(),
      this.attention.reasons(),
    ]);
    const groups = groupByCause(counts);
    const newest = await this.calls.newestOfEach(
      groups.flatMap(({ reasons }) => reasons),
      NEWEST_OF_EACH,
    );
    return { waiting, budget, groups, newest, shownOfEach: NEWEST_OF_EACH };
  }

  private async answer(cause: SmsCause, summary: ResendSummary): Promise<FormAnswer> {
    const note = noteOf(summary);
    return { fragment: <CausePart {...(await this.read(cause, null, note))} />, path: pathOf(cause, note) };
  }

  private async read(cause: SmsCause, before: string | null, note: ResendNote | null): Promise<CausePageProps> {
    const group = await this.group(cause);
    const [page, { found, price }, priceOfOne] = await Promise.all([
      this.calls.page(group.reasons, before),
      this.attention.resendable(group.reasons),
      this.attention.price(1),
    ]);
    return { group, page, isFirst: before === null, found, price, priceOfOne, note };
  }

  /** Those of a cause; an empty group when none has it. */
  private async group(cause: SmsCause): Promise<CauseGroup> {
    const groups = groupByCause(await this.attention.reasons());
    return groups.find((group) => group.cause === cause) ?? { cause, reasons: [], notifications: 0 };
  }
}
