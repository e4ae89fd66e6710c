import { Controller, Get, NotFoundException, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anyone } from '../../http/access/access.js';
import { ASSETS } from './assets.js';

/** The stylesheets and scripts of the pages. */
@ApiExcludeController()
@Controller('assets')
@Anyone()
export class AssetsController {
  @Get(':name')
  file(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (asset === undefined) throw new NotFoundException();
    return asset.answer(request, reply, 'public, max-age=31536000, immutable');
  }
}
