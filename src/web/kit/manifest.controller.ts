import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Anyone } from '../../http/access/access.js';
import { assetPath } from './assets.js';

/** What a phone's home screen shows of the shop, as a W3C Web Application Manifest. */
@ApiExcludeController()
@Controller('manifest.webmanifest')
export class ManifestController {
  @Get()
  @Anyone()
  @Header('Content-Type', 'application/manifest+json')
  @Header('Cache-Control', 'public, max-age=3600')
  manifest(@Req() { server }: FastifyRequest): object {
    const { name } = server.shop;
    return {
      ...{ name, short_name: name, id: '/', start_url: '/', scope: '/', display: 'minimal-ui' },
      ...{ background_color: '#ffffff', theme_color: '#007a50' },
      icons: [{ src: assetPath('icon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    };
  }
}
