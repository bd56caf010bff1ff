package id.kezbek.console.approvals;

import id.kezbek.console.frame.Filters;

/** The page with the list of proposals. */
public record ApprovalList(Filters filters, Proposal.Proposals found) {}
