/** Limits on HTTP calls: addresses before authentication, partners after it. */
@NullMarked
package id.kezbek.limits.web;

import org.jspecify.annotations.NullMarked;
