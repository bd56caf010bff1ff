package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.client.TrialBalance;
import java.math.BigDecimal;

/**
 * The context of the demo after the partner is onboarded.
 *
 * @param code the partner's code
 * @param toppedUp the amount that the partner has paid in
 * @param before the trial balance before the partner was onboarded
 */
public record Stage(
        Narrator narrator,
        StaffClient staff,
        PartnerClient partner,
        ProviderBook book,
        Mail mail,
        String code,
        BigDecimal toppedUp,
        TrialBalance before) {}
