import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Anyone } from '../../http/access/access.js';
import { ASSETS } from './assets.js';

/** The stylesheets and scripts of the pages. */
@ApiExcludeController()
@Controller('assets')
@Anyone()
export class AssetsController {
  @Get(':name')
  @Header('Cache-Control', 'public, max-age=31536000, immutable')
  file(@Param('name') name: string): StreamableFile {
    const asset = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (asset === undefined) throw new NotFoundException();
    return new StreamableFile(asset.content, { type: asset.type });
  }
}
