package id.kezbek.sandbox.snap;

import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The rules of a provider for requests, in addition to the standard SNAP. */
enum Variant {
    DANA("628[0-9]{7,12}", "[!-~]{1,36}", "39", "/v1.0/emoney/topup-status.htm", "/rest/v1.0/emoney/topup-status") {
        @Override
        boolean isWhole(JsonNode order) {
            return order.path("feeAmount").path("value").isString()
                    && TIMESTAMP
                            .matcher(order.path("transactionDate").asString(""))
                            .matches()
                    && order.path("additionalInfo").path("fundType").isString();
        }

        @Override
        boolean isWholeInquiry(JsonNode inquiry) {
            return inquiry.path("additionalInfo").path("fundType").isString();
        }
    },

    MIDTRANS("08[0-9]{7,12}", "[0-9]{1,36}", "36", "/v1.0/transfer/status") {
        @Override
        boolean isWhole(JsonNode order) {
            return !order.path("customerName").asString("").isBlank()
                    && NOTES.matcher(order.path("notes").asString("")).matches()
                    && isWholeInquiry(order);
        }

        @Override
        boolean isWholeInquiry(JsonNode inquiry) {
            return inquiry.path("additionalInfo")
                    .path("beneficiaryProvider")
                    .asString("")
                    .equals("gopay");
        }
    };

    static final Pattern TIMESTAMP = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\+07:00");
    private static final Pattern NOTES = Pattern.compile("[A-Za-z0-9_ ]{1,50}");

    private final Pattern number;
    private final Pattern externalId;
    private final String statusService;
    private final Set<String> statusPaths;

    Variant(String number, String externalId, String statusService, String... statusPaths) {
        this.number = Pattern.compile(number);
        this.externalId = Pattern.compile(externalId);
        this.statusService = statusService;
        this.statusPaths = Set.of(statusPaths);
    }

    boolean isNumber(String text) {
        return number.matcher(text).matches();
    }

    boolean isExternalId(String text) {
        return externalId.matcher(text).matches();
    }

    /** The service code of status requests. */
    String statusService() {
        return statusService;
    }

    boolean isStatusPath(String path) {
        return statusPaths.contains(path);
    }

    /** Whether an order contains all fields that only this provider requires. */
    abstract boolean isWhole(JsonNode order);

    /** Whether an inquiry about an account contains all fields that only this provider requires. */
    abstract boolean isWholeInquiry(JsonNode inquiry);
}
