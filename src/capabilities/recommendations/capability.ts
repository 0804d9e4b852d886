import { defineCapability } from '../../platform/capability';
import { RECORD_FOR_OTHERS } from './actions/record-behaviors';
import { recommenderTrained } from './events';
import { RecommendationResolver } from './graphql/recommendation.resolver';
import { Behavior } from './model/behavior.entity';
import { RecommenderItem } from './model/recommender-item.entity';
import { RecommenderModel } from './model/recommender-model.entity';
import { recordPurchasesWhenOrderIsConfirmed } from './reactions/record-purchases-when-order-is-confirmed';
import { recommenderModelById } from './storage/models.queries';

export const recommendations = defineCapability({
  name: 'recommendations',
  entities: [Behavior, RecommenderModel, RecommenderItem],
  resolvers: [RecommendationResolver],
  nodes: [{ prefix: 'rmod', typeName: 'RecommenderModel', loader: recommenderModelById, permission: 'recommendations.train' }],
  permissions: {
    'behavior.record': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Record what you did with products.' },
    [RECORD_FOR_OTHERS]: { roles: ['SERVER'], description: 'Record what any user did, and what she bought elsewhere.' },
    'recommendations.readAll': { roles: ['STAFF', 'ADMIN'], description: 'See what any user is recommended.' },
    'recommendations.train': { roles: ['ADMIN', 'SERVER'], description: 'Train the recommender.' },
  },
  events: [recommenderTrained],
  reactions: [recordPurchasesWhenOrderIsConfirmed],
});
