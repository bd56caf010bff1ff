/** Funding terms: credit, limits, and the treatment of purchases when funding is short. */
@NullMarked
package id.kezbek.billing.terms;

import org.jspecify.annotations.NullMarked;
