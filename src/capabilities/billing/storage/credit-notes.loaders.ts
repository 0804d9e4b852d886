import { allBy, byId, pageBy } from '../../../platform/graphql/loader';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote } from '../model/credit-note.entity';
import { visibleBilling } from './visible';

export const creditNoteById = byId(CreditNote, visibleBilling);
export const linesByCreditNote = allBy(CreditNoteLine, 'creditNoteId', 'position');
export const creditNotesByInvoice = pageBy({ entity: CreditNote, parent: 'invoiceId', sort: ['createdAt'], visible: visibleBilling });
