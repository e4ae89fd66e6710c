import { Body, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { JSX } from 'preact';
import type { Actor } from '../../../actor.js';
import { ChangeStaffDto, InviteStaffDto } from '../../../auth/staff/staff.dto.js';
import { StaffUnknown } from '../../../auth/staff/staff.errors.js';
import { StaffService } from '../../../auth/staff/staff.service.js';
import type { StaffMember } from '../../../auth/staff/staff-member.js';
import { Config } from '../../../config/config.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { checkFields } from '../../../http/fields/validation.pipe.js';
import { PublicAddress } from '../../../http/public-address.js';
import { readCursorPage } from '../../kit/cursor-page.js';
import { readTyped, submit } from '../../kit/filled-form.js';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { StaffPage } from './staff.page.js';
import { addressOf, type StaffView } from './staff-view.js';

const idPipe = new IdPipe(StaffUnknown);
type Fields = Record<string, unknown>;

/** Who is staff: owners invite, change roles, disable and enable. */
@DeskController('desk/staff')
export class DeskStaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly address: PublicAddress,
    private readonly config: Config,
  ) {}

  @Get()
  @AllowStaff('staff:manage')
  async list(@Query() query: Fields): Promise<JSX.Element> {
    const { cursor, done } = readTyped(query, ['cursor', 'done']);
    return <StaffPage view={await this.read(cursor)} done={done} />;
  }

  @Post()
  @AllowStaff('staff:manage')
  @HttpCode(200)
  async invite(
    @Body() body: Fields,
    @KnownCaller() caller: KnownPrincipal,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const values = readTyped(body, ['email', 'role']);
    const sent = await submit(values, reply, () => {
      const { email, role } = checkFields(InviteStaffDto, values, this.config.CURRENCY);
      return this.staff.invite(caller, email, role, actor);
    });
    if ('done' in sent) return { goTo: addressOf('', 'invited') };
    return <StaffPage view={await this.read('')} inviting={sent.again} />;
  }

  /** Gives another role, or disables or enables. A fault is said in the row of the member. */
  @Post(':id')
  @AllowStaff('staff:manage')
  @HttpCode(200)
  async change(
    @Param('id', idPipe) id: string,
    @Query() query: Fields,
    @Body() body: Fields,
    @KnownCaller() caller: KnownPrincipal,
    @Acting('desk') actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const { cursor } = readTyped(query, ['cursor']);
    const values = readTyped(body, ['role', 'disabled']);
    const sent = await submit(values, reply, () => {
      const asked = values.role === '' ? { disabled: values.disabled } : { role: values.role };
      const changes = ChangeStaffDto.read(checkFields(ChangeStaffDto, asked, this.config.CURRENCY));
      return this.staff.change(caller, id, changes, actor);
    });
    if ('done' in sent) return { goTo: placeAfter(sent.done, caller, cursor, values.role !== '') };
    if (sent.again.problem instanceof StaffUnknown) throw sent.again.problem;
    return <StaffPage view={await this.read(cursor)} changing={{ id, form: sent.again }} />;
  }

  private async read(cursor: string): Promise<StaffView> {
    const request = readCursorPage(cursor, MEMBERS_A_PAGE);
    const [page, signInAt] = [await this.staff.list(request), this.address.of('/google/login')];
    return { page, request, cursor, listed: this.staff.listedEmails, signInAt };
  }
}

const MEMBERS_A_PAGE = 25;

/** The page to go on with. Whoever takes their own rights may not see the list any more. */
function placeAfter(
  { user_id, role, disabled_at }: StaffMember,
  { id }: KnownPrincipal,
  cursor: string,
  wasRole: boolean,
) {
  if (user_id === id && disabled_at !== null) return '/';
  if (user_id === id && role !== 'owner') return '/desk';
  if (wasRole) return addressOf(cursor, 'changed');
  return addressOf(cursor, disabled_at === null ? 'enabled' : 'disabled');
}
