/** Partners' bank transfers: top-ups, payments and their reversals, with approvals. */
@NullMarked
package id.kezbek.billing.transfers;

import org.jspecify.annotations.NullMarked;
