import { defineEvent } from '../../platform/events/define-event';

export const recommenderTrained = defineEvent<{ modelId: string; users: number; items: number; interactions: number }>({
  type: 'recommender.trained',
  object: 'modelId',
  description: 'A new model began to serve recommendations.',
});
