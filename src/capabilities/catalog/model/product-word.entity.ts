import { Entity, Index, PrimaryColumn } from 'typeorm';
import { References, TenantColumn } from '../../../platform/database/columns';
import { MAX_WORD_LENGTH } from './search-words';

/** A word by which a product is found: of its name, description and category and of its variants' names and SKUs. */
@Entity('product_word')
@References('Product', 'productId')
@Index(['tenantId', 'productId'])
export class ProductWord {
  @TenantColumn()
  tenantId: string;

  @PrimaryColumn({ type: 'varchar', length: MAX_WORD_LENGTH })
  word: string;

  @PrimaryColumn({ type: 'varchar', charset: 'ascii', collation: 'ascii_bin', length: 40 })
  productId: string;
}
