package id.kezbek.approvals;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventKind;

/** The event that a proposal was made; its subject is the approval. */
@EventKind("APPROVAL_PROPOSED")
public record ApprovalProposed() implements Event {}
