package id.kezbek.console.partners;

import id.kezbek.console.frame.Filters;

/** The page of a partner's balance and its entries. */
public record BalancePage(String code, Funding funding, Filters filters, Funding.Statement statement) {

    public String exported() {
        return "/api/v2/partners/" + code + "/funding/statement";
    }
}
