import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  TEST_CLOCK_NOT_ALLOWED: 'Only a TEST tenant may have a test clock.',
  TEST_CLOCK_MOVES_FORWARD_ONLY: 'A test clock cannot go back.',
  TEST_CLOCK_ADVANCING: 'The test clock is moving; wait until it is READY.',
});
