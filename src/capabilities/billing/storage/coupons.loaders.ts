import { allBy, byId } from '../../../platform/graphql/loader';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import { TaxRate } from '../model/tax-rate.entity';

export const discountsByInvoice = allBy(InvoiceDiscount, 'invoiceId', 'position');
export const taxRateById = byId(TaxRate);
