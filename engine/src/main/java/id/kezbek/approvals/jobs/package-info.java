/** Jobs for proposals and the audit log. */
@NullMarked
package id.kezbek.approvals.jobs;

import org.jspecify.annotations.NullMarked;
