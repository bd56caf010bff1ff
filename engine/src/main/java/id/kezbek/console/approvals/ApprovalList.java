package id.kezbek.console.approvals;

import id.kezbek.console.frame.Filters;
import java.util.List;

/** The page with the list of proposals. */
public record ApprovalList(Filters filters, Proposal.Proposals found) {

    /** The filter value for proposals that wait for the reader. */
    public static final List<String> FOR_ME = List.of("true");
}
