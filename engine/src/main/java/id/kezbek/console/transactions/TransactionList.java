package id.kezbek.console.transactions;

import id.kezbek.console.frame.Filters;

/** The page with the list. */
public record TransactionList(Filters filters, Purchase.Purchases found) {}
