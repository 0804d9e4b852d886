import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, NameColumn, References } from '../../../platform/database/columns';
import { NodeEntity } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum StockMovementKind {
  RECEIVED = 'RECEIVED',
  RETURNED = 'RETURNED',
  ADJUSTED = 'ADJUSTED',
  ALLOCATED = 'ALLOCATED',
  RELEASED = 'RELEASED',
  SHIPPED = 'SHIPPED',
  RESERVED = 'RESERVED',
  PURCHASED = 'PURCHASED',
  PURCHASE_CANCELED = 'PURCHASE_CANCELED',
}

registerEnumType(StockMovementKind, {
  name: 'StockMovementKind',
  description: 'Why a stock level moved.',
  valuesConfig: {
    RECEIVED: { description: 'Goods came in from a supplier.' },
    RETURNED: { description: 'A customer sent goods back and they can be sold again.' },
    ADJUSTED: { description: 'Somebody counted, or goods were lost or found.' },
    ALLOCATED: { description: 'Pieces were promised to an order.' },
    RELEASED: { description: 'A promise was taken back: the pieces can be sold again.' },
    SHIPPED: { description: 'Promised pieces left the warehouse.' },
    RESERVED: { description: 'Pieces were held back for something that is not ordered yet, for example a coming renewal.' },
    PURCHASED: { description: 'Pieces were ordered from a supplier: they are on their way.' },
    PURCHASE_CANCELED: { description: 'What was ordered from a supplier and has not come will not come.' },
  },
});

/** One line of the ledger of a level. Lines are only ever added, and add up to the level. */
@ObjectType('StockMovement', { implements: NodeEntity, description: 'One change of a stock level; all of them add up to it.' })
@Entity('stock_movement')
@IdPrefix('smv')
@References('StockLevel', 'levelId')
@Index(['tenantId', 'levelId', 'createdAt', 'id'])
@Index(['tenantId', 'causeId', 'levelId'])
export class StockMovement extends NodeEntity {
  @IdReferenceColumn()
  levelId: string;

  @Field(() => StockMovementKind, { description: 'Why the level moved.' })
  @CodeColumn()
  kind: StockMovementKind;

  @Field(() => Int, { description: 'Pieces that were added to `onHand`; negative when they were taken away.' })
  @IntColumn()
  onHandDelta: number;

  @Field(() => Int, { description: 'Pieces that were added to `allocated`; negative when they were taken away.' })
  @IntColumn()
  allocatedDelta: number;

  @Field(() => Int, { description: 'Pieces that were added to `reserved`; negative when they were taken away.' })
  @IntColumn({ default: 0 })
  reservedDelta: number;

  @Field(() => Int, { description: 'Pieces that were added to `incoming`; negative when they were taken away.' })
  @IntColumn({ default: 0 })
  incomingDelta: number;

  @Field(() => String, { nullable: true, description: 'What the person who moved it wrote.' })
  @NameColumn({ nullable: true })
  reason: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of what caused it, for example an order; null for a person\'s own act.' })
  @IdReferenceColumn({ nullable: true })
  causeId: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  @InstantColumn()
  createdAt: Date;
}
