import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { Allow } from '../../http/access/access.js';
import { Acting, KnownCaller, type KnownPrincipal } from '../../http/access/principal.js';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { NoFields } from '../../http/fields/no-fields.js';
import { PagingDto } from '../../http/paging/paging.dto.js';
import { readPageRequest } from '../../http/paging/paging.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { ApiKeysDto, KeyOutcomeDto, MakeKeyDto, RotateKeyDto, ShownKeyDto } from './keys.dto.js';
import { KeyUnknown } from './keys.errors.js';
import { KeysService } from './keys.service.js';

const idParameter = { name: 'id', example: EXAMPLE_IDS.apiKey };
const NEEDS_KEY = 'First make a key: `POST /api/keys`.';

/** The keys that programs call the API with. */
@ApiTags('keys')
@Controller('api/keys')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Post()
  @Allow('keys:manage')
  @ApiOperation({
    summary: 'Make an API key for a program',
    description:
      'The answer shows its text once. It may what its scopes say, as far as you may it yourself: it stops when you ' +
      'are disabled. A key makes no key.',
  })
  @ApiCreatedResponse({ type: ShownKeyDto })
  @Problems(400)
  async make(
    @KnownCaller() caller: KnownPrincipal,
    @Body() body: MakeKeyDto,
    @Acting('api') actor: Actor,
  ): Promise<ShownKeyDto> {
    return ShownKeyDto.shown('API key created', await this.keys.make(caller, MakeKeyDto.read(body), actor));
  }

  @Get()
  @Allow('keys:manage')
  @ApiOperation({ summary: 'List the API keys, newest first', description: 'No answer shows the text of a key again.' })
  @ApiOkResponse({ type: ApiKeysDto })
  @Problems(400)
  async list(@Query() paging: PagingDto): Promise<ApiKeysDto> {
    const request = readPageRequest(paging);
    return ApiKeysDto.list(request, await this.keys.list(request));
  }

  @Post(':id/rotate')
  @Allow('keys:manage')
  @ApiOperation({
    summary: 'Give an API key another text',
    description:
      'Id, name and scopes stay. The old text works too during the overlap. Until it is over, only a rotation with ' +
      `\`overlap_hours\` 0 is taken, which ends both. ${NEEDS_KEY}`,
  })
  @ApiParam(idParameter)
  @HttpCode(200)
  @ApiOkResponse({ type: ShownKeyDto })
  @Problems(400, 404, 409)
  async rotate(
    @KnownCaller() caller: KnownPrincipal,
    @Param('id', new IdPipe(KeyUnknown)) id: string,
    @Body() body: RotateKeyDto,
    @Acting('api') actor: Actor,
  ): Promise<ShownKeyDto> {
    return ShownKeyDto.shown('API key rotated', await this.keys.rotate(caller, id, RotateKeyDto.read(body), actor));
  }

  @Delete(':id')
  @Allow('keys:manage')
  @ApiOperation({
    summary: 'Revoke an API key for ever',
    description: `It ends at this process at once, at others within 5 s. Twice is the same. ${NEEDS_KEY}`,
  })
  @ApiParam(idParameter)
  @ApiOkResponse({ type: KeyOutcomeDto })
  @Problems(400, 404)
  async revoke(
    @Param('id', new IdPipe(KeyUnknown)) id: string,
    @Acting('api') actor: Actor,
    @NoFields() _body: undefined,
  ): Promise<KeyOutcomeDto> {
    return KeyOutcomeDto.of('API key revoked', await this.keys.revoke(id, actor));
  }
}
