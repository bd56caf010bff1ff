/** The partners' calls about purchases, in the shapes of v1 and v2. */
@NullMarked
package id.kezbek.cashback.web;

import org.jspecify.annotations.NullMarked;
