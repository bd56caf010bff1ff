package id.kezbek.console.wallets;

import id.kezbek.console.frame.Filters;
import id.kezbek.console.frame.Step;
import java.util.List;

/**
 * The page of one wallet.
 *
 * @param fees past, current and planned fees of the providers
 * @param steps the wallet's versions as a timeline, the latest first
 */
public record WalletPage(Wallet wallet, Filters filters, Fee.Fees fees, List<Step> steps) {}
