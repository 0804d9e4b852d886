import { allBy, byId, pageBy } from '../../../platform/graphql/loader';
import { InvoiceLine } from '../model/invoice-line.entity';
import { Invoice } from '../model/invoice.entity';
import { PaymentMethod } from '../model/payment-method.entity';
import { Payment } from '../model/payment.entity';
import { visiblePaymentMethods } from './payment-methods.queries';
import { visibleBilling } from './visible';

export const invoiceById = byId(Invoice, visibleBilling);
export const paymentById = byId(Payment, visibleBilling);
export const paymentMethodById = byId(PaymentMethod, visiblePaymentMethods);
/** Detached ones as well: a payment tells what it was made with. */
export const anyPaymentMethodById = byId(PaymentMethod, visibleBilling);

export const linesByInvoice = allBy(InvoiceLine, 'invoiceId', 'position');

export const paymentsByInvoice = pageBy({ entity: Payment, parent: 'invoiceId', sort: ['createdAt'], visible: visibleBilling });
export const refundsByPayment = pageBy({ entity: Payment, parent: 'refundOfId', sort: ['createdAt'], visible: visibleBilling });
export const invoicesByUser = pageBy({ entity: Invoice, parent: 'userId', sort: ['-createdAt'], visible: visibleBilling });
export const paymentsByUser = pageBy({ entity: Payment, parent: 'userId', sort: ['-createdAt'], visible: visibleBilling });
export const paymentMethodsByUser = pageBy({
  entity: PaymentMethod,
  parent: 'userId',
  sort: ['createdAt'],
  visible: visiblePaymentMethods,
});
