package id.kezbek.console.partners;

import id.kezbek.console.frame.Filters;

/**
 * The partners with their balances.
 *
 * @param exported the list of v2 that the page shows
 */
public record PartnerList(Filters filters, Funding.Lines found, String exported) {}
