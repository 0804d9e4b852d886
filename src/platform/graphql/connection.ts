import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Page } from '../../kernel/page';

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'More follow behind this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'More stand before this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last edge.' })
  endCursor: string | null;
}

const connections = new Map<string, ClassType<object>>();

/**
 * The Relay connection of a node type: `OrderConnection { edges { node cursor } pageInfo totalCount }`. Call it when the module
 * is loaded (`const OrderConnection = connectionOf(Order, 'Order')`): the types must exist before the schema is built.
 */
export function connectionOf(node: ClassType<object>, name: string): ClassType<object> {
  const known = connections.get(name);
  if (known) return known;

  @ObjectType(`${name}Edge`, { description: `One ${name} of a page and its cursor.` })
  class Edge {
    @Field(() => node, { description: `The ${name}.` })
    node: object;

    @Field(() => String, { description: 'Give it as `after` or `before` to continue from here.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} values.` })
  class Connection {
    @Field(() => [Edge], { description: 'The page, in order.' })
    edges: Edge[];

    @Field(() => PageInfoType, { description: 'Where the page stands in the whole list.' })
    pageInfo: PageInfoType;

    @Field(() => Int, { description: 'How many there are in the whole list; counted only when asked for.' })
    totalCount(): Promise<number> {
      return (this as unknown as Page<object>).countAll();
    }
  }

  connections.set(name, Connection);
  return Connection;
}
