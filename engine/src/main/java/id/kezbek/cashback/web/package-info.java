/** HTTP operations for purchases, in v1 and v2. */
@NullMarked
package id.kezbek.cashback.web;

import org.jspecify.annotations.NullMarked;
