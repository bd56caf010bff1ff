/** Partners' payments over HTTP, for staff. */
@NullMarked
package id.kezbek.billing.web;

import org.jspecify.annotations.NullMarked;
