package id.kezbek.cashback.accept;

import id.kezbek.cashback.purchase.Purchase;
import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Ids;
import id.kezbek.shared.Masking;
import id.kezbek.shared.traces.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.stereotype.Component;

/** Logs one line per purchase with the reference and the result. The customer's phone number is masked. */
@Component
class DecisionLog {

    private static final Logger log = LoggerFactory.getLogger("id.kezbek.purchase");

    private static final int WALLET_MAX = 10;

    private final PartnerDirectory partners;

    DecisionLog(PartnerDirectory partners) {
        this.partners = partners;
    }

    void tell(AcceptPurchase.Asked asked, Acceptance outcome) {
        if (!log.isInfoEnabled()) {
            return;
        }
        Purchase purchase = asked.purchase();
        LoggingEventBuilder line = log.atInfo();
        if (asked.requestId() != null) {
            line = line.addKeyValue("requestId", asked.requestId());
        }
        if (asked.span() != null) {
            line = line.addKeyValue(Traced.LOG_KEY, asked.span().getTraceId());
        }
        line = line.addKeyValue(
                        "partner",
                        partners.find(purchase.partner()).map(Partner::code).orElse("unknown"))
                .addKeyValue("reference", Masking.masked(purchase.reference()))
                .addKeyValue("msisdn", purchase.msisdn().masked())
                .addKeyValue("wallet", shown(purchase.wallet()));
        switch (outcome) {
            case Acceptance.Accepted accepted ->
                line.addKeyValue("transaction", Ids.text(accepted.id()))
                        .addKeyValue("rule", accepted.decision().rule().id())
                        .addKeyValue("cashback", accepted.decision().cashback().decimal())
                        .addKeyValue("reward", accepted.reward().decimal())
                        .addKeyValue("tier", accepted.after().tier())
                        .addKeyValue("recurring", accepted.after().recurring())
                        .log("purchase accepted");
            case Acceptance.Repeated repeated ->
                line.addKeyValue("transaction", Ids.text(repeated.id())).log("purchase repeated");
            case Acceptance.Refused refused ->
                line.addKeyValue("code", refused.refusal().code().v2Code()).log("purchase refused");
            case Acceptance.Failed failed ->
                line.addKeyValue("error", failed.cause().getClass().getSimpleName())
                        .log("purchase failed");
        }
    }

    /** Hides a value that cannot be a wallet code, because some callers sent phone numbers in this field. */
    private static String shown(String wallet) {
        boolean isCode = !wallet.isEmpty() && wallet.length() <= WALLET_MAX && isLetter(wallet.charAt(0));
        for (int i = 1; isCode && i < wallet.length(); i++) {
            isCode = isLetter(wallet.charAt(i)) || (wallet.charAt(i) >= '0' && wallet.charAt(i) <= '9');
        }
        return isCode ? wallet : "unreadable";
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
