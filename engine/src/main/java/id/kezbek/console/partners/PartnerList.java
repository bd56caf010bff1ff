package id.kezbek.console.partners;

import id.kezbek.console.frame.Filters;

/**
 * The page with the list of partners and their balances.
 *
 * @param exported the path of the list in API v2, for exports
 */
public record PartnerList(Filters filters, Funding.Lines found, String exported) {}
