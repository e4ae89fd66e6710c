/**
 * The textbook: the same routes, written as the documentation of NestJS writes them.
 * - Express, TypeORM repositories, `dataSource.transaction` and the global `ValidationPipe`.
 * - A guard that gives `verifyAsync` the secret as text.
 * - Like the floor it does less than Agiza, which favours it.
 */
import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
app.enableShutdownHooks();
await app.listen(Number(process.env.PORT), '127.0.0.1');
