import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

export class StatementQueryDto {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit!: number;
}
