import { Body, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { Acting, CallerId } from '../../../http/access/principal.js';
import { readUpload, TakesFile } from '../../../http/bodies/upload.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { ImportChecksService } from '../../../imports/checking/import-checks.service.js';
import { BYTES_MOST } from '../../../imports/import.js';
import { ImportStarted, ImportUnknown } from '../../../imports/imports.errors.js';
import { ImportsService } from '../../../imports/imports.service.js';
import { emptyForm, type FilledForm, readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { ImportPage } from './import.page.js';
import { ImportCheckPage } from './import-check.page.js';
import { ImportState } from './import-state.js';
import { readRowsQuery } from './rows-query.js';
import { readSentFile } from './sent-file.js';

const ROWS_A_PAGE = 50;

const idPipe = new IdPipe(ImportUnknown);
type Fields = Record<string, unknown>;

/** Loading customers or orders from a file, in two steps. */
@DeskController('desk/import')
export class ImportController {
  constructor(
    private readonly checks: ImportChecksService,
    private readonly imports: ImportsService,
  ) {}

  @Get()
  @AllowStaff('import')
  ask(): Promise<JSX.Element> {
    return this.showForm(emptyForm());
  }

  /** Step 1: checks each row, and writes no customer and no order. */
  @Post()
  @AllowStaff('import')
  @TakesFile()
  @HttpCode(200)
  async check(
    @Req() request: FastifyRequest,
    @CallerId() userId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const upload = await readUpload(request, BYTES_MOST);
    // A tab at the beginning parts cells, so that pasted rows keep theirs.
    const values = { ...readTyped(upload?.fields, ['kind', 'charset']), rows: upload?.fields.rows ?? '' };
    const sent = await submit(values, reply, () => this.checks.check(readSentFile(upload), userId));
    if ('done' in sent) return { goTo: `/desk/import/${sent.done}` };
    return this.showForm(sent.again);
  }

  @Get(':id')
  @AllowStaff('import')
  show(@Param('id', idPipe) id: string, @Query() query: Fields): Promise<JSX.Element> {
    return this.showImport(id, query);
  }

  /** How far it is, for a page that is open. */
  @Get(':id/progress')
  @AllowStaff('import')
  async progress(@Param('id', idPipe) id: string): Promise<JSX.Element> {
    return <ImportState view={await this.imports.view(id)} />;
  }

  /** Step 2: has the new rows written. A second press changes nothing. */
  @Post(':id/start')
  @AllowStaff('import')
  @HttpCode(200)
  async start(
    @Param('id', idPipe) id: string,
    @Body() body: Fields,
    @Acting('import') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const { notify } = readTyped(body, ['notify']);
    const sent = await submit({}, reply, () => this.imports.start(id, notify === 'on', actor));
    if ('done' in sent) return { goTo: `/desk/import/${id}` };
    if (!(sent.again.problem instanceof ImportStarted)) throw sent.again.problem;
    return this.showImport(id, {}, true);
  }

  private async showForm(form: FilledForm): Promise<JSX.Element> {
    return <ImportPage form={form} earlier={await this.imports.newest()} />;
  }

  private async showImport(id: string, query: Fields, isLate = false): Promise<JSX.Element> {
    const { state, after } = readRowsQuery(query);
    const view = await this.imports.view(id);
    const page = await this.imports.page(id, after, state, ROWS_A_PAGE);
    return <ImportCheckPage {...{ view, page, isLate }} shown={state} isFirst={after === 0} />;
  }
}
