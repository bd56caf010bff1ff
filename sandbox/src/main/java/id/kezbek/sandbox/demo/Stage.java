package id.kezbek.sandbox.demo;

import id.kezbek.sandbox.client.Mail;
import id.kezbek.sandbox.client.PartnerClient;
import id.kezbek.sandbox.client.ProviderBook;
import id.kezbek.sandbox.client.StaffClient;
import id.kezbek.sandbox.client.TrialBalance;
import java.math.BigDecimal;

/**
 * Where the story plays, once its partner exists.
 *
 * @param code the partner's
 * @param toppedUp what the partner has paid in
 * @param before the books before the partner came
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
