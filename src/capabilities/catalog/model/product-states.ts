import { StateMachine } from '../../../kernel/state-machine';
import { ProductStatus } from './product.entity';

export const productStates = new StateMachine<'status', ProductStatus>('The product', 'status', [ProductStatus.DRAFT, ProductStatus.LISTED], {
  DRAFT: [ProductStatus.LISTED],
  LISTED: [ProductStatus.DELISTED],
  DELISTED: [ProductStatus.LISTED],
});
