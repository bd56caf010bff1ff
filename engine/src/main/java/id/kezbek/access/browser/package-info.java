/** Sessions that browsers keep in a cookie. */
@NullMarked
package id.kezbek.access.browser;

import org.jspecify.annotations.NullMarked;
