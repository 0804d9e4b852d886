import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  SKU_TAKEN: 'Another variant of this shop has this SKU.',
  EXTERNAL_ID_TAKEN: 'Another one of this shop has this externalId.',
});
