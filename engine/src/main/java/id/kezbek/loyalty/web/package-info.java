/** Tiers and rewards over v2. */
@NullMarked
package id.kezbek.loyalty.web;

import org.jspecify.annotations.NullMarked;
