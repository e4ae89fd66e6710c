import { Body, Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../actor.js';
import { CustomerUnknown } from '../customers/customers.errors.js';
import { Allow } from '../http/access/access.js';
import { Acting } from '../http/access/principal.js';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { NoQuery } from '../http/fields/no-fields.js';
import { Problems } from '../http/problems/problem.dto.js';
import { EraseCustomerDto, ErasedCustomerDto } from './erasure.dto.js';
import { ErasureService } from './erasure.service.js';
import { PersonExportDto } from './person-export.dto.js';
import { PersonExportService } from './person-export.service.js';

const idParameter = { name: 'id', format: 'uuid', example: EXAMPLE_IDS.customer };
const NEEDS_CUSTOMER = 'First make a customer: `POST /api/auth/create-customer`.';

/** What is held about a customer, for the person, and its erasure. */
@ApiTags('customers')
@Controller('api/customers/:id')
export class PrivacyController {
  constructor(
    private readonly exports: PersonExportService,
    private readonly erasure: ErasureService,
  ) {}

  @Get('export')
  @Allow('privacy:manage')
  @ApiOperation({
    summary: 'Export everything that is held about a customer',
    description: `For a person who asks for a copy. ${NEEDS_CUSTOMER}`,
  })
  @NoQuery()
  @ApiParam(idParameter)
  @ApiOkResponse({ type: PersonExportDto })
  @Problems(400, 404)
  async export(
    @Param('id', new IdPipe(CustomerUnknown)) id: string,
    @Acting('api') actor: Actor,
  ): Promise<PersonExportDto> {
    return PersonExportDto.of(await this.exports.ofCustomer(id, actor));
  }

  @Delete()
  @Allow('privacy:manage')
  @ApiOperation({
    summary: 'Erase a customer for good',
    description:
      'Name, number, account, texts and numbers of texts are gone. Orders keep number, amount and day, and no sum changes. ' +
      `A pending order, or an SMS on its way, has to be settled before. ${NEEDS_CUSTOMER}`,
  })
  @ApiParam(idParameter)
  @HttpCode(200)
  @ApiOkResponse({ type: ErasedCustomerDto })
  @Problems(400, 404, 409)
  async erase(
    @Param('id', new IdPipe(CustomerUnknown)) id: string,
    @Body() { items }: EraseCustomerDto,
    @Acting('api') actor: Actor,
  ): Promise<ErasedCustomerDto> {
    return ErasedCustomerDto.of(await this.erasure.erase(id, items === 'blank', actor));
  }
}
