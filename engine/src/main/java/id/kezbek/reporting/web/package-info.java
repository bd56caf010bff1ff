/** What people call: lists as files, exports, reports, and whether their figures equal the ledger. */
@NullMarked
package id.kezbek.reporting.web;

import org.jspecify.annotations.NullMarked;
