import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { ActorNames } from '../../../auth/actor-names.js';
import { MakeKeyDto, RotateKeyDto } from '../../../auth/keys/keys.dto.js';
import { KeyUnknown } from '../../../auth/keys/keys.errors.js';
import { KeysService } from '../../../auth/keys/keys.service.js';
import { Config } from '../../../config/config.js';
import { isFreshId, makeId } from '../../../database/ids.js';
import { ALL_PERMISSIONS } from '../../../http/access/permissions.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { readCursorPage } from '../../kit/cursor-page.js';
import { readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { KeysPage } from './keys.page.js';
import type { KeysView } from './keys-view.js';
import { ShownKeyPage } from './shown-key.page.js';

const KEYS_A_PAGE = 25;
const idPipe = new IdPipe(KeyUnknown);
type Fields = Record<string, unknown>;

/**
 * The keys of programs. The text of a key is in the answer to the form that made or rotated it, and
 * nowhere else.
 */
@DeskController('desk/keys')
export class DeskKeysController {
  constructor(
    private readonly keys: KeysService,
    private readonly names: ActorNames,
    private readonly config: Config,
  ) {}

  @Get()
  @AllowStaff('keys:manage')
  async list(@Query() query: Fields): Promise<JSX.Element> {
    const { cursor, done } = readTyped(query, ['cursor', 'done']);
    return <KeysPage view={await this.read(cursor)} isRevoked={done === 'revoked'} />;
  }

  /** Each scope is a field of its own, since a form may not have a field twice. */
  @Post()
  @AllowStaff('keys:manage')
  @HttpCode(200)
  async make(
    @Body() body: Fields,
    @KnownCaller() caller: KnownPrincipal,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const ticked = readTyped(body, [...ALL_PERMISSIONS]);
    const scopes = [...ALL_PERMISSIONS].filter((each) => ticked[each] !== '').join(' ');
    const values = { ...readTyped(body, ['name', 'expires_in_days']), scopes };
    const { id } = readTyped(body, ['id']);
    const sent = await submit(values, reply, () => {
      const request = MakeKeyDto.read(checkFields(MakeKeyDto, values, this.config.CURRENCY));
      return this.keys.make(caller, request, actor, isFreshId(id) ? id : undefined);
    });
    if ('done' in sent) return <ShownKeyPage shown={sent.done} isNew />;
    return <KeysPage view={await this.read('')} making={sent.again} />;
  }

  @Post(':id/rotate')
  @AllowStaff('keys:manage')
  @HttpCode(200)
  async rotate(
    @Param('id', idPipe) id: string,
    @Query() query: Fields,
    @Body() body: Fields,
    @KnownCaller() caller: KnownPrincipal,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['overlap_hours', 'expires_in_days']);
    const { of } = readTyped(body, ['of']);
    const sent = await submit(values, reply, () => {
      const { overlap_hours, expires_in_days } = values;
      const asked = expires_in_days === '' ? { overlap_hours } : { overlap_hours, expires_in_days };
      const request = RotateKeyDto.read(checkFields(RotateKeyDto, asked, this.config.CURRENCY));
      return this.keys.rotate(caller, id, of === '' ? request : { ...request, of }, actor);
    });
    if ('done' in sent) return <ShownKeyPage shown={sent.done} isNew={false} />;
    if (sent.again.problem instanceof KeyUnknown) throw sent.again.problem;
    return <KeysPage view={await this.read(readTyped(query, ['cursor']).cursor)} rotating={{ id, form: sent.again }} />;
  }

  @Post(':id/revoke')
  @AllowStaff('keys:manage')
  async revoke(
    @Param('id', idPipe) id: string,
    @Query() query: Fields,
    @Acting('desk') actor: Actor,
  ): Promise<PageAnswer> {
    await this.keys.revoke(id, actor);
    const { cursor } = readTyped(query, ['cursor']);
    return { goTo: `/desk/keys?${new URLSearchParams({ ...(cursor === '' ? {} : { cursor }), done: 'revoked' })}` };
  }

  private async read(cursor: string): Promise<KeysView> {
    const request = readCursorPage(cursor, KEYS_A_PAGE);
    const page = await this.keys.list(request);
    const makers = await this.names.of(page.rows.map(({ created_by }) => created_by));
    return { page, request, cursor, makers, formId: makeId() };
  }
}
