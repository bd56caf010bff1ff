/** Bank transfers of partners: top-ups, payments and their reversal, by approval. */
@NullMarked
package id.kezbek.billing.transfers;

import org.jspecify.annotations.NullMarked;
