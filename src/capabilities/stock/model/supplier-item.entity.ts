import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** On what terms a supplier sells a variant. */
@ObjectType('SupplierItem', { implements: NodeEntity, description: 'On what terms a supplier sells a variant to the shop.' })
@Entity('supplier_item')
@IdPrefix('sit')
@References('Supplier', 'supplierId')
@References('ProductVariant', 'variantId')
@Check('supplier_item_terms_check', 'cost_minor >= 0 AND pack_size > 0 AND minimum_quantity > 0')
@Index(['tenantId', 'supplierId', 'variantId'], { unique: true })
@Index(['tenantId', 'supplierId', 'supplierSku'], { unique: true })
@Index(['tenantId', 'preferredVariantId'], { unique: true })
@Index(['tenantId', 'variantId', 'id'])
export class SupplierItem extends NodeEntity {
  @IdReferenceColumn()
  supplierId: string;

  @IdReferenceColumn()
  variantId: string;

  /** The variant again where this item is the preferred one, else null: so the database itself keeps one a variant. */
  @IdReferenceColumn({ nullable: true })
  preferredVariantId: string | null;

  @Field(() => String, { description: 'The supplier\'s own code for it, case-sensitive, unique among its items.' })
  @CodeColumn({ length: 100 })
  supplierSku: string;

  /** The supplier's, which never changes. */
  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  costMinor: bigint;

  @Field(() => Int, { nullable: true, description: 'Days from an order to these goods; null: as the supplier says.' })
  @IntColumn({ nullable: true })
  leadTimeDays: number | null;

  @Field(() => Int, { description: 'Pieces in a pack: only whole packs are ordered.' })
  @IntColumn()
  packSize: number;

  @Field(() => Int, { description: 'The fewest pieces that may be ordered at once.' })
  @IntColumn()
  minimumQuantity: number;

  @Field(() => DateTimeScalar, { description: 'When the item was first set.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the item was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'What one piece costs, in the supplier\'s currency.' })
  get cost(): Money {
    return Money.of(this.costMinor, this.currency);
  }

  @Field(() => Boolean, { description: 'True for the one that the variant is usually bought by.' })
  get isPreferred(): boolean {
    return this.preferredVariantId !== null;
  }
}
