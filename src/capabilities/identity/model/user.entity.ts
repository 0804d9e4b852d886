import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, InstantColumn, JsonColumn, NameColumn, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { TaxRegion } from './tax-region';

export enum UserRole {
  USER = 'USER',
  STAFF = 'STAFF',
  ADMIN = 'ADMIN',
}

registerEnumType(UserRole, {
  name: 'UserRole',
  description: 'What a user may do in this tenant.',
  valuesConfig: {
    USER: { description: 'A customer: sees and changes what is her own.' },
    STAFF: { description: 'Works for the merchant: sees and changes the tenant\'s business.' },
    ADMIN: { description: 'Staff that also manages users and settings.' },
  },
});

/** A person with an account at this tenant. The same address at another tenant is another user. */
@ObjectType('User', { implements: NodeEntity, description: 'A person with an account at this tenant.' })
@Entity('user')
@IdPrefix('user')
@Index(['tenantId', 'email'], { unique: true })
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
export class User extends NodeEntity {
  @Field(() => String, { nullable: true, description: 'Address to sign in with, in lower case; null for an imported user who never had one.' })
  @NameColumn({ nullable: true })
  email: string | null;

  @Field(() => String, { description: 'The name to call the person by; may be empty.' })
  @NameColumn()
  name: string;

  @Field(() => UserRole, { description: 'What the user may do.' })
  @CodeColumn()
  role: UserRole;

  @Field(() => String, { nullable: true, description: 'The id of this user in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  /** argon2id; null for a user who cannot sign in with a password. */
  @TextColumn({ nullable: true })
  passwordHash: string | null;

  /** Where the user is taxed: a country of ISO 3166-1, and a part of it. */
  @CodeColumn({ nullable: true, length: 2 })
  taxCountry: string | null;

  @CodeColumn({ nullable: true, length: 3 })
  taxSubdivision: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When the user registered.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the user was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => TaxRegion, { nullable: true, description: 'Where the user is taxed; null when nobody said.' })
  get taxRegion(): TaxRegion | null {
    return this.taxCountry === null ? null : { countryCode: this.taxCountry, subdivision: this.taxSubdivision };
  }
}
