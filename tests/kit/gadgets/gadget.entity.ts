import { GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  JsonColumn,
  NameColumn,
  References,
  TextColumn,
} from '../../../src/platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../src/platform/database/node-entity';
import { BigIntScalar, DateTimeScalar } from '../../../src/platform/graphql/scalars';

/** A row with every kind of column. */
@ObjectType('Gadget', { implements: NodeEntity, description: 'A thing of the tests.' })
@Entity('gadget')
@IdPrefix('gdg')
@Index(['tenantId', 'sku'], { unique: true })
export class Gadget extends NodeEntity {
  @Field(() => String, { description: 'Unique in its tenant.' })
  @CodeColumn()
  sku: string;

  @Field(() => String, { nullable: true, description: 'What people call it.' })
  @NameColumn({ nullable: true })
  name: string | null;

  @Field(() => Int, { nullable: true, description: 'A number to sort by.' })
  @IntColumn({ nullable: true })
  rank: number | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'A number of 64 bits.' })
  @BigIntColumn({ nullable: true })
  amount: bigint | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'An instant.' })
  @InstantColumn({ nullable: true })
  startsAt: Date | null;

  @Field(() => Boolean, { description: 'Yes or no.' })
  @BooleanColumn()
  isActive: boolean;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Anything.' })
  @JsonColumn({ nullable: true })
  extra: unknown;

  @TextColumn({ nullable: true })
  note: string | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

@ObjectType('GadgetPart', { implements: NodeEntity, description: 'A part of a thing of the tests.' })
@Entity('gadget_part')
@IdPrefix('gpt')
@Index(['tenantId', 'gadgetId', 'place'])
@References('Gadget', 'gadgetId')
export class GadgetPart extends NodeEntity {
  @IdReferenceColumn()
  gadgetId: string;

  @Field(() => Int, { description: 'Where it sits.' })
  @IntColumn()
  place: number;
}
