import type { Invariant } from '../../../platform/invariant';

export const stockInvariants: readonly Invariant[] = [
  {
    name: 'stock.movements-add-up-to-the-level',
    description: 'Every change of onHand, allocated, reserved and incoming has its line in the ledger.',
    violations: `SELECT l.id FROM stock_level l
      LEFT JOIN stock_movement m ON m.tenant_id = l.tenant_id AND m.level_id = l.id
      WHERE l.tenant_id = :tenant GROUP BY l.id, l.on_hand, l.allocated, l.reserved, l.incoming
      HAVING l.on_hand <> COALESCE(SUM(m.on_hand_delta), 0) OR l.allocated <> COALESCE(SUM(m.allocated_delta), 0)
        OR l.reserved <> COALESCE(SUM(m.reserved_delta), 0) OR l.incoming <> COALESCE(SUM(m.incoming_delta), 0)`,
  },
  {
    name: 'stock.nothing-is-negative-or-promised-twice',
    description: 'Quantities are zero or above, and what is promised and held back stands in the warehouse.',
    violations: `SELECT id FROM stock_level WHERE tenant_id = :tenant
      AND (on_hand < 0 OR allocated < 0 OR reserved < 0 OR incoming < 0 OR allocated + reserved > on_hand)`,
  },
  {
    name: 'stock.open-allocations-add-up-to-allocated',
    description: 'Every allocated piece is promised to somebody.',
    violations: `SELECT l.id FROM stock_level l
      LEFT JOIN stock_allocation a ON a.tenant_id = l.tenant_id AND a.level_id = l.id AND a.status = 'ALLOCATED'
      WHERE l.tenant_id = :tenant GROUP BY l.id, l.allocated HAVING l.allocated <> COALESCE(SUM(a.quantity), 0)`,
  },
  {
    name: 'stock.nobody-waits-while-goods-stand',
    description: 'What was ordered beyond the stock waits only while nothing of it can be had, and for at least one piece.',
    violations: `SELECT b.id FROM backorder b WHERE b.tenant_id = :tenant AND ((b.status = 'WAITING') <> (b.waiting_quantity > 0 AND b.status <> 'CANCELED')
      OR (b.status = 'WAITING' AND (SELECT SUM(l.on_hand - l.allocated - l.reserved) FROM stock_level l WHERE l.tenant_id = b.tenant_id AND l.variant_id = b.variant_id) > 0))`,
  },
  {
    name: 'stock.open-reservations-add-up-to-reserved',
    description: 'Every reserved piece is held back for somebody.',
    violations: `SELECT l.id FROM stock_level l
      LEFT JOIN stock_allocation a ON a.tenant_id = l.tenant_id AND a.level_id = l.id AND a.status = 'RESERVED'
      WHERE l.tenant_id = :tenant GROUP BY l.id, l.reserved HAVING l.reserved <> COALESCE(SUM(a.quantity), 0)`,
  },
];
