import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { MAX_PAGE_SIZE } from '../../kernel/page';
import { NodeEntity } from '../database/node-entity';
import type { Context } from './context';
import { Public } from './permission';

@Resolver()
export class NodeResolver {
  @Public()
  @Query(() => NodeEntity, { nullable: true, description: 'Anything by its global id; null for what does not exist or is not yours to see.' })
  node(@Ctx() context: Context, @Arg('id', () => ID, { description: 'A global id.' }) id: string): Promise<NodeEntity | null> {
    return context.nodes.find(context, id);
  }

  @Public()
  @Query(() => [NodeEntity], { nullable: 'items', description: 'Several things by their global ids, in the same order; at most 100.' })
  nodes(@Ctx() context: Context, @Arg('ids', () => [ID], { description: 'Global ids.' }) ids: string[]): Promise<(NodeEntity | null)[]> {
    if (ids.length > MAX_PAGE_SIZE) {
      throw new GraphQLError(`ids may name at most ${MAX_PAGE_SIZE} nodes.`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return Promise.all(ids.map((id) => context.nodes.find(context, id)));
  }
}
