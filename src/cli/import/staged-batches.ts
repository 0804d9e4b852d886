import { groupBy } from '../../kernel/group';
import { itemOf, type Item } from './item';
import type { Mapping } from './mapping';
import type { StagedRow, Staging } from './staging';

/** Lines of goods that nothing speaks against: they become lines of orders. */
const GOES_INTO_AN_ORDER = `kind IN ('SALE', 'FREE') AND (outcome IS NULL OR outcome IN ('ORDER_LINE', 'FREE_LINE', 'IMPORTED_BEFORE'))`;
const IS_OF_SOMEBODY = `(outcome IS NULL OR outcome <> 'DOES_NOT_FIT')`;
