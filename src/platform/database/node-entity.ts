import { Field, ID, InterfaceType } from 'type-graphql';
import { Column } from 'typeorm';
import { IdColumn, TenantColumn } from './columns';

/**
 * Anything with a global id. Every such entity is also its GraphQL type, found by its class: TypeGraphQL would make a
 * `resolveType` of ours asynchronous, which compiled documents do not wait for.
 */
@InterfaceType('Node', { description: 'Anything that has a global id.' })
export abstract class NodeEntity {
  @TenantColumn()
  tenantId: string;

  @Field(() => ID, { description: 'Global id: a prefix that names the type, and a unique part. Use it with `node(id:)`.' })
  @IdColumn()
  id: string;
}

/** Counts the changes of a row: a save checks that nobody else made one in between. */
export function VersionColumn(): PropertyDecorator {
  return Column({ type: 'int' });
}
