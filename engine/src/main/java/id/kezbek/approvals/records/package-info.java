/** Proposals as rows, their expiry and their sealed columns. */
@NullMarked
package id.kezbek.approvals.records;

import org.jspecify.annotations.NullMarked;
