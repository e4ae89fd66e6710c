import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../actor.js';
import { TableExports } from '../../../events/table-exports.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../../http/access/principal.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import { AttentionService } from '../../../notifications/attention/attention.service.js';
import type { CallRow } from '../../../orders/calling/call.js';
import { CallListService } from '../../../orders/calling/call-list.service.js';
import { formatsOf } from '../../kit/formats.js';
import { pageContextOf } from '../../kit/page-context.js';
import { AllowStaff } from '../desk-controller.js';
import { CSV, type CsvColumn, writeCsv } from '../export/csv.js';
import { type CauseGroup, groupByCause, readCause } from './cause-groups.js';
import { messagesWords } from './messages.words.js';
import { explainSms, smsStateWords } from './sms-state.words.js';

/** Rows for whoever may not download whole tables. */
const SHORT_MOST = 1_000;

/** Whom to call about SMS that did not arrive, as a file. */
@ApiExcludeController()
@Controller('desk/export')
export class CallListController {
  constructor(
    private readonly attention: AttentionService,
    private readonly calls: CallListService,
    private readonly exports: TableExports,
    private readonly streams: ListStreams,
  ) {}

  /** Of one reason if asked; the first 1,000 rows without the permission `export`. */
  @Get('notifications.csv')
  @AllowStaff('notifications:read')
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @KnownCaller() { permissions }: KnownPrincipal,
    @Acting('desk') actor: Actor,
  ): Promise<StreamableFile> {
    await this.exports.tell(actor, 'notifications');
    const context = pageContextOf(request);
    const { file } = messagesWords[context.language];
    const cause = readCause(query.reason);
    const groups = groupByCause(await this.attention.reasons());
    const most = permissions.has('export') ? Number.POSITIVE_INFINITY : SHORT_MOST;
    const calls = this.read(cause === null ? groups : groups.filter((group) => group.cause === cause), most);
    const formats = formatsOf(context);
    const states = smsStateWords[context.language];
    const stateOf = ({ status, reason }: CallRow) => states[explainSms(status, reason).cause];
    const cells: readonly CsvColumn<CallRow>['cell'][] = [
      ...[({ customer_name }: CallRow) => customer_name, ({ phone }: CallRow) => formats.phone(phone)],
      ...[({ order_number }: CallRow) => order_number, ({ item }: CallRow) => item],
      ...[(row: CallRow) => stateOf(row).state, (row: CallRow) => stateOf(row).next],
      ({ created_at }) => formats.instant(created_at),
    ];
    const columns = cells.map((cell, place) => ({ name: file.columns[place] ?? '', cell }));
    return this.streams.sendFile({ request, reply }, `${file.name}.csv`, CSV, writeCsv(columns, calls));
  }

  /** Reason by reason, the newest of each first. */
  private async *read(groups: readonly CauseGroup[], most: number): AsyncGenerator<readonly CallRow[]> {
    let left = most;
    for (const { reasons } of groups)
      for await (const rows of this.calls.batches(reasons, left)) {
        left -= rows.length;
        yield rows;
      }
  }
}
