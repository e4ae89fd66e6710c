import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/access/access.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../http/access/principal.js';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { PagingDto } from '../../http/paging/paging.dto.js';
import { readPageRequest } from '../../http/paging/paging.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { PublicAddress } from '../../http/public-address.js';
import { ChangeStaffDto, InvitedStaffDto, InviteStaffDto, StaffDto, StaffOutcomeDto } from './staff.dto.js';
import { StaffUnknown } from './staff.errors.js';
import { StaffService } from './staff.service.js';

/** Who is staff, and in which role. */
@ApiTags('staff')
@Controller('api/staff')
export class StaffController {
  constructor(
    private readonly staff: StaffService,
    private readonly address: PublicAddress,
  ) {}

  @Get()
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'List the staff and the invitations, newest first',
    description: 'Owners by STAFF_EMAILS are listed beside them. Admins are users: `GET /api/lookup/all-users`.',
  })
  @ApiOkResponse({ type: StaffDto })
  @Problems(400)
  async list(@Query() paging: PagingDto): Promise<StaffDto> {
    const request = readPageRequest(paging);
    return StaffDto.list(request, await this.staff.list(request), this.staff.listedEmails);
  }

  @Post()
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'Invite an e-mail address to a role',
    description:
      'The first sign-in with the Google account of that address takes it up. Google must have verified the address. ' +
      'You may give only a role that holds no more than you do.',
  })
  @ApiCreatedResponse({ type: InvitedStaffDto })
  @Problems(400, 409)
  async invite(
    @KnownCaller() caller: KnownPrincipal,
    @Acting('api') actor: Actor,
    @Body() { email, role }: InviteStaffDto,
  ): Promise<InvitedStaffDto> {
    const member = await this.staff.invite(caller, email, role, actor);
    return InvitedStaffDto.invited(member, this.address.of('/google/login'));
  }

  @Patch(':id')
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'Change the role of a member, or disable or enable one',
    description:
      'It counts from the next request of the member. The last owner stays. First invite somebody: `POST /api/staff`.',
  })
  @ApiParam({ name: 'id', example: EXAMPLE_IDS.staffMember })
  @ApiOkResponse({ type: StaffOutcomeDto })
  @Problems(400, 404, 409)
  async change(
    @KnownCaller() caller: KnownPrincipal,
    @Acting('api') actor: Actor,
    @Param('id', new IdPipe(StaffUnknown)) id: string,
    @Body() body: ChangeStaffDto,
  ): Promise<StaffOutcomeDto> {
    return StaffOutcomeDto.changed(await this.staff.change(caller, id, ChangeStaffDto.read(body), actor));
  }
}
