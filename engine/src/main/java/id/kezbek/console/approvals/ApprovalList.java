package id.kezbek.console.approvals;

import id.kezbek.console.frame.Filters;

/** The inbox. */
public record ApprovalList(Filters filters, Proposal.Proposals found) {}
