package id.kezbek.console.customers;

import java.util.List;

/** A number with which several partners have a customer. */
public record SeveralPartners(String msisdn, List<At> found) {

    public record At(String partner, Customer customer) {}
}
