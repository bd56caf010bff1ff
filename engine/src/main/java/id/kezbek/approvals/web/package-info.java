/** Proposals and the audit log over HTTP, for staff. */
@NullMarked
package id.kezbek.approvals.web;

import org.jspecify.annotations.NullMarked;
