import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { Database } from './database.js';
import { Schema } from './schema.js';

/** Offers {@link Database} to every module. */
@Module({})
export class DatabaseModule {
  static forUrl(url: string): DynamicModule {
    const logger = new Logger('Database');
    const options = dataSourceOptions(url, (error) => logger.warn(`an idle connection was lost: ${error.message}`));
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...options, retryAttempts: 1, autoLoadEntities: true })],
      providers: [{ provide: Database, useFactory: (dataSource: DataSource) => new Database(dataSource), inject: [DataSource] }, Schema],
      exports: [Database, Schema],
    };
  }
}
