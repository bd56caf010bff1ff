package id.kezbek.console.wallets;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Step;
import java.util.List;

/**
 * One wallet.
 *
 * @param fees past, in force and planned
 * @param steps its versions, the latest first
 */
public record WalletPage(Wallet wallet, Filters filters, Fee.Fees fees, List<Step> steps) {}
