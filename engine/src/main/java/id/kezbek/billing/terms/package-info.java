/** Funding terms: limits, credit, and what happens when funding is short. */
@NullMarked
package id.kezbek.billing.terms;

import org.jspecify.annotations.NullMarked;
