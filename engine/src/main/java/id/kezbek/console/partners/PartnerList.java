package id.kezbek.console.partners;

import id.kezbek.console.frame.Filters;

/**
 * The page with the list of partners and their balances.
 *
 * @param exported the path in API v2 from which the list is exported
 */
public record PartnerList(Filters filters, Funding.Lines found, String exported) {}
