/** Statements and differences over HTTP, for staff. */
@NullMarked
package id.kezbek.reconciliation.web;

import org.jspecify.annotations.NullMarked;
