/** HTTP operations for tiers and rewards, in v2. */
@NullMarked
package id.kezbek.loyalty.web;

import org.jspecify.annotations.NullMarked;
