/** The HTTP interface: lists as files, exports, reports, and the check of figures against the ledger. */
@NullMarked
package id.kezbek.reporting.web;

import org.jspecify.annotations.NullMarked;
