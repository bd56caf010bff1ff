package id.kezbek.approvals;

import id.kezbek.facts.Event;
import id.kezbek.facts.EventKind;

/** A proposal was made; the event's subject is the approval. */
@EventKind("APPROVAL_PROPOSED")
public record ApprovalProposed() implements Event {}
