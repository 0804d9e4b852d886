import { Field, ID, InterfaceType } from 'type-graphql';
import { Column } from 'typeorm';
import { prefixOf } from '../../kernel/id';
import { IdColumn, TenantColumn } from './columns';

const typeNames = new Map<string, string>();

/** Says which GraphQL type the ids of a prefix belong to; `Node` resolves its type by it. */
export function nameNodeType(prefix: string, typeName: string): void {
  typeNames.set(prefix, typeName);
}

/** Anything with a global id. Every such entity is also its GraphQL type. */
@InterfaceType('Node', {
  description: 'Anything that has a global id.',
  resolveType: (value: { id: string }) => typeNames.get(prefixOf(value.id) ?? ''),
})
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
