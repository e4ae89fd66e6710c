import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { describeDataSource } from './data-source.js';
import { Database } from './database.js';
import { DatabaseSize } from './database-size.js';
import { Schema } from './schema.js';
import type { DatabaseOptions } from './session-settings.js';
import { WriteProbe } from './write-probe.js';

/** Offers the database, its schema, its size and its readiness for writes to every module. */
@Module({})
export class DatabaseModule {
  static forUrl(url: string, settings: DatabaseOptions): DynamicModule {
    const logger = new Logger('Database');
    const options = describeDataSource(url, settings, (error) =>
      logger.warn(`an idle connection was lost: ${error.message}`),
    );
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...options, toRetry: () => false })],
      providers: [
        {
          provide: Database,
          useFactory: (dataSource: DataSource) => new Database(dataSource, settings.DATABASE_PREPARE === 'on'),
          inject: [DataSource],
        },
        DatabaseSize,
        Schema,
        WriteProbe,
      ],
      exports: [Database, DatabaseSize, Schema, WriteProbe],
    };
  }
}
