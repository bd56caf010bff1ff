package id.kezbek.console.customers;

import java.util.List;

/** A number that is a customer of several partners. */
public record SeveralPartners(String msisdn, List<At> found) {

    public record At(String partner, Customer customer) {}
}
