/** Operations of API v2 for refunds. */
@NullMarked
package id.kezbek.cashback.refund.web;

import org.jspecify.annotations.NullMarked;
