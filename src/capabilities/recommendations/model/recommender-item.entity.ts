import { Entity, Index, PrimaryColumn } from 'typeorm';
import { IntColumn, JsonColumn, References, TenantColumn } from '../../../platform/database/columns';

/** Of the most popular product of a model. */
export const MOST_POPULAR = 1_000_000;

/**
 * What a model knows of one product. Its neighbours are one value: they are written once, read together and never searched, and
 * fifty rows would take fifty times as long.
 */
@Entity('recommender_item')
@References('RecommenderModel', 'modelId')
@References('Product', 'productId')
@Index(['tenantId', 'modelId', 'popularity'])
@Index(['tenantId', 'productId'])
export class RecommenderItem {
  @TenantColumn()
  tenantId: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  modelId: string;

  @PrimaryColumn({ type: 'varchar', length: 40 })
  productId: string;

  /** In millionths of the most popular product; 0 for what must not be recommended. */
  @IntColumn()
  popularity: number;

  /** Product ids with their scores, nearest first. */
  @JsonColumn()
  neighbors: readonly (readonly [productId: string, score: number])[];
}
