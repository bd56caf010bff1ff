/** The partners' calls about purchases, in v1's shape. */
@NullMarked
package id.kezbek.cashback.web;

import org.jspecify.annotations.NullMarked;
