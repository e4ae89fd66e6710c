import { Controller, Get, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../../actor.js';
import { TableExports } from '../../../events/table-exports.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../../http/access/principal.js';
import { AttentionService } from '../../../notifications/attention/attention.service.js';
import type { CallRow } from '../../../orders/calling/call.js';
import { CallListService } from '../../../orders/calling/call-list.service.js';
import { csvFile } from '../../kit/csv-file.js';
import { formatsOf } from '../../kit/formats.js';
import { pageContextOf } from '../../kit/page-context.js';
import { AllowStaff } from '../desk-controller.js';
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
  ) {}

  /** Of one reason if asked; the first 1,000 rows without the permission `export`. */
  @Get('notifications.csv')
  @AllowStaff('notifications:read')
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
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
    const present = (row: CallRow): readonly string[] => {
      const { state, next } = states[explainSms(row.status, row.reason).cause];
      return [
        ...[row.customer_name ?? '', formats.phone(row.phone), row.order_number ?? '', row.item ?? ''],
        ...[state, next, formats.instant(row.created_at)],
      ];
    };
    return csvFile({ name: file.name, heading: file.columns, batches: presentBatches(calls, present) });
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

async function* presentBatches(
  batches: AsyncIterable<readonly CallRow[]>,
  present: (row: CallRow) => readonly string[],
): AsyncGenerator<readonly (readonly string[])[]> {
  for await (const rows of batches) yield rows.map(present);
}
