import { Body, Controller, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/access/access.js';
import { Acting, Caller, type Principal } from '../../http/access/principal.js';
import { IfMatch, ifMatchHeader, nameVersion } from '../../http/conditional.js';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { NoQuery } from '../../http/fields/no-fields.js';
import { HistoryDto } from '../../http/history/history.dto.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { CustomerUnknown } from '../customers.errors.js';
import {
  CorrectCustomerDto,
  CustomerOutcomeDto,
  FoundCustomerDto,
  UnlinkCustomerDto,
} from './customer-corrections.dto.js';
import { CustomerCorrectionsService } from './customer-corrections.service.js';

const idParameter = { name: 'id', format: 'uuid', example: EXAMPLE_IDS.customer, description: 'The `customer_id`.' };
const idPipe = new IdPipe(CustomerUnknown);

/** One customer: shown with its version, put right, and taken apart from an account. */
@ApiTags('customers')
@Controller('api/customers/:id')
export class CustomerCorrectionsController {
  constructor(private readonly corrections: CustomerCorrectionsService) {}

  @Get()
  @NoQuery()
  @Allow('customers:read')
  @ApiOperation({ summary: 'Show a customer', description: 'The header `ETag` names the version, for a correction.' })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: FoundCustomerDto })
  @Problems(400, 404)
  async find(
    @Param('id', idPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FoundCustomerDto> {
    const { customer, version } = await this.corrections.byId(id);
    nameVersion(version, reply);
    return FoundCustomerDto.of(customer);
  }

  @Patch()
  @Allow('customers:write')
  @ApiOperation({
    summary: "Correct a customer's name or phone number",
    description:
      'The old ones stay in the history. Notifications that have not gone out yet go to the new number. The account of the customer gets it too. First make a customer: `POST /api/auth/create-customer`.',
  })
  @ApiParam(idParameter)
  @ApiHeader(ifMatchHeader)
  @ApiOkResponse({ type: CustomerOutcomeDto })
  @Problems(400, 404, 409, 412, 428)
  async correct(
    @Param('id', idPipe) id: string,
    @Body() correction: CorrectCustomerDto,
    @IfMatch() ifMatch: string | null,
    @Acting('api') actor: Actor,
    @Caller() { permissions }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CustomerOutcomeDto> {
    const seesCustomers = permissions.has('customers:read');
    const { customer, version } = await this.corrections.correct(id, correction, ifMatch, actor, seesCustomers);
    nameVersion(version, reply);
    return CustomerOutcomeDto.of('Customer corrected successfully', customer);
  }

  @Post('unlink')
  @Allow('customers:write')
  @ApiOperation({
    summary: 'Take the account away from a customer',
    description:
      'For accounts that were joined by mistake. The customer keeps number, code and orders. First make a customer of a user: `POST /api/auth/create-customer`.',
  })
  @ApiParam(idParameter)
  @HttpCode(200)
  @ApiOkResponse({ type: CustomerOutcomeDto })
  @Problems(400, 404, 409)
  async unlink(
    @Param('id', idPipe) id: string,
    @Body() { reason = null }: UnlinkCustomerDto,
    @Acting('api') actor: Actor,
  ): Promise<CustomerOutcomeDto> {
    const customer = await this.corrections.unlink(id, actor, reason);
    return CustomerOutcomeDto.of('Customer unlinked successfully', customer);
  }

  @Get('history')
  @NoQuery()
  @Allow('customers:read')
  @ApiOperation({
    summary: 'Show what happened to a customer, and who did it',
    description:
      'Kinds: `registered`, `corrected`, `joined` with an account, `unlinked` from it, and `erased`. An erasure empties what the others say.',
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: HistoryDto })
  @Problems(400, 404)
  async history(@Param('id', idPipe) id: string): Promise<HistoryDto> {
    return HistoryDto.of(await this.corrections.history(id));
  }
}
